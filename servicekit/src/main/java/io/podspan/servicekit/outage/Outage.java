package io.podspan.servicekit.outage;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jspecify.annotations.Nullable;

/** Whether a failure means that Postgres or Kafka is away. Pure. */
public final class Outage {
  /**
   * SQL states, or the classes of them: connection, resources, operator intervention, system;
   * 25006, what a standby answers to a change: the primary is elsewhere, or soon will be; and
   * 25P03, when Postgres has ended a transaction that stood still.
   */
  private static final List<String> AWAY = List.of("08", "53", "57", "58", "25006", "25P03");

  private static final String HIBERNATE_CONNECTION =
      "org.hibernate.exception.JDBCConnectionException";

  private Outage() {}

  public static boolean isOutage(Throwable failure) {
    return isDatabaseAway(failure) || isKafkaAway(failure);
  }

  /**
   * A cause with SQL state 08 (connection), 53 (resources), 57 (shut down), 58 (system), 25006
   * (read-only) or 25P03 (stood still), or without one: the pool had no connection in time.
   */
  public static boolean isDatabaseAway(Throwable failure) {
    return hasCause(
        failure,
        cause ->
            (cause instanceof SQLException sql && isAway(sql.getSQLState()))
                || cause.getClass().getName().equals(HIBERNATE_CONNECTION));
  }

  private static boolean isAway(@Nullable String state) {
    return state == null || AWAY.stream().anyMatch(state::startsWith);
  }

  /** A cause that says that Kafka does not take the login or the certificate of the client. */
  public static boolean isLoginRefused(Throwable failure) {
    return hasCause(failure, AuthenticationException.class::isInstance);
  }

  /** A cause that the Kafka client threw. */
  public static boolean isKafkaAway(Throwable failure) {
    return hasCause(failure, KafkaException.class::isInstance);
  }

  /** What was suppressed counts too: a transaction that cannot commit keeps the reason there. */
  private static boolean hasCause(Throwable failure, Predicate<Throwable> wanted) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Throwable> open = new ArrayDeque<>(List.of(failure));
    while (!open.isEmpty()) {
      Throwable next = open.pop();
      if (wanted.test(next)) {
        return true;
      }
      if (seen.add(next)) {
        Optional.ofNullable(next.getCause()).ifPresent(open::add);
        open.addAll(List.of(next.getSuppressed()));
      }
    }
    return false;
  }
}
