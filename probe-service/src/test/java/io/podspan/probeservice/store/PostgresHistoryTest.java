package io.podspan.probeservice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryStore.TooLongException;
import io.podspan.probeservice.history.Step;
import io.podspan.servicekit.publish.UncheckedSqlException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A database that is asked, and fails. */
class PostgresHistoryTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final HistoryQuestion QUESTION =
      new HistoryQuestion(
          Step.MINUTE, null, null, true, true, NOON.minusSeconds(3_600), NOON, 10, null);

  /** The place of the time in that of the page before: {@code began > ?}. */
  private static final int BEGAN = 15;

  /** Methods that were called, a parameter's with its number, and the last argument of each. */
  private final Map<String, Object> asked = new HashMap<>();

  @Test
  void aQuestionIsGivenUpWhileItsConnectionIsStillWaitedFor() {
    assertThatThrownBy(() -> failing("57014").read(QUESTION)).isInstanceOf(TooLongException.class);

    assertThat((Integer) asked.get("setQueryTimeout")).isBetween(1, 29);
  }

  @Test
  void aDatabaseThatIsAwayIsAnotherThing() {
    assertThatThrownBy(() -> failing("08006").read(QUESTION))
        .isInstanceOf(UncheckedSqlException.class);
  }

  @Test
  void aTotalDoesNotComeAgainThoughARowOfItsPairCame() {
    assertThatThrownBy(() -> failing("08006").read(following(true))).isNotNull();
    assertThat(began()).isAfter(NOON.plus(Duration.ofDays(365)));

    assertThatThrownBy(() -> failing("08006").read(following(false))).isNotNull();
    assertThat(began()).isEqualTo(NOON);
  }

  private static HistoryQuestion following(boolean total) {
    return new HistoryQuestion(
        QUESTION.step(),
        null,
        null,
        true,
        total,
        QUESTION.since(),
        QUESTION.until(),
        QUESTION.limit(),
        new HistoryQuestion.Mark(1, 2, NOON));
  }

  private Instant began() {
    return ((OffsetDateTime) asked.get("setObject " + BEGAN)).toInstant();
  }

  private PostgresHistory failing(String state) {
    PreparedStatement statement =
        proxy(
            PreparedStatement.class,
            (_, method, arguments) -> {
              if (method.getName().equals("executeQuery")) {
                throw new SQLException("canceled", state);
              }
              if (arguments != null) {
                String number = arguments.length > 1 ? " " + arguments[0] : "";
                asked.put(method.getName() + number, arguments[arguments.length - 1]);
              }
              return null;
            });
    Connection connection =
        proxy(
            Connection.class,
            (_, method, _) -> method.getName().equals("prepareStatement") ? statement : null);
    return new PostgresHistory(proxy(DataSource.class, (_, _, _) -> connection));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
