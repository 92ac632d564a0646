package io.podspan.peeringservice.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * What was observed of peers, in memory: each gate's look asks for that of all nodes of an
 * interconnect, and little of it has changed since the last look. Each question first asks Postgres
 * for what was written since.
 *
 * <p>A row names the transaction that wrote it. The horizon of a look is the oldest transaction
 * that was under way: all before it were finished, and their rows were seen. So the next look reads
 * the rows of the horizon and of all after it; what was seen already is read once more. Where rows
 * were deleted, the table is read as a whole, and in another run of Postgres ({@link
 * RowVersion#RUN}), or where its transactions count from before, all tables are.
 */
@ApplicationScoped
public class KnownObservations {
  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> REASONS = new TypeReference<>() {};

  /** The horizon comes before the rows: what ends in between is read again at the next look. */
  private static final String STANDING =
      "select cast(pg_snapshot_xmin(pg_current_snapshot()) as text), "
          + RowVersion.RUN
          + """
      , (select json_object_agg(name, times) from peering.observations_deleted)
      """;

  private static final TypeReference<Map<String, Long>> TIMES = new TypeReference<>() {};

  private final KnownRows<PeerSession> sessions =
      new KnownRows<>(
          "peer_sessions",
          "id, address, reflector, established, at, received_at, detail",
          KnownObservations::session);
  private final KnownRows<Announced> routes =
      new KnownRows<>(
          "peer_routes",
          "id, address, reflector, established, stale, end_of_rib, total, prefixes, received_at",
          KnownObservations::announced);
  private final KnownRows<Map<String, String>> rejected =
      new KnownRows<>(
          "rejected_prefixes",
          "id, address, rejected",
          row -> Json.read(row.getString(3), REASONS));

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ReentrantLock lock = new ReentrantLock();
  private Standing last = new Standing("0", "", Map.of());

  /**
   * Where Postgres stood at a look.
   *
   * @param horizon the oldest transaction that was under way
   * @param run of Postgres
   * @param deletions by table, how often rows of it were deleted
   */
  private record Standing(String horizon, String run, Map<String, Long> deletions) {
    boolean continues(Standing before) {
      return run.equals(before.run)
          && Long.parseUnsignedLong(horizon) >= Long.parseUnsignedLong(before.horizon);
    }

    boolean lost(String table, Standing before) {
      return !deletions.getOrDefault(table, 0L).equals(before.deletions.getOrDefault(table, 0L));
    }
  }

  /** What is known now. A transaction of this connection has written none of it itself. */
  KnownObservations now(Connection connection) throws SQLException {
    take();
    try {
      follow(connection);
    } finally {
      lock.unlock();
    }
    return this;
  }

  /** A connection that hangs in the hands of one look costs the others no more than this. */
  private void take() {
    try {
      if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException(
            "another look at what was observed has waited for Postgres for more than "
                + PATIENCE.toSeconds()
                + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  private void follow(Connection connection) throws SQLException {
    Standing before = last;
    Standing now = standing(connection);
    for (KnownRows<?> rows : List.of(sessions, routes, rejected)) {
      if (now.continues(before) && !now.lost(rows.table(), before)) {
        rows.follow(connection, before.horizon());
      } else {
        rows.load(connection);
      }
    }
    last = now;
  }

  private static Standing standing(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STANDING);
        ResultSet row = statement.executeQuery()) {
      row.next();
      String deletions = row.getString(3);
      return new Standing(
          row.getString(1),
          row.getString(2),
          deletions == null ? Map.of() : Json.read(deletions, TIMES));
    }
  }

  List<PeerSession> sessions(Collection<String> addresses) {
    return sessions.of(addresses);
  }

  /** With what was not taken of it. */
  List<Announced> announced(Collection<String> addresses) {
    return addresses.stream()
        .distinct()
        .flatMap(address -> announced(address, routes.of(address)))
        .toList();
  }

  private Stream<Announced> announced(String address, Map<String, Announced> rows) {
    Map<String, Map<String, String>> refused = rejected.of(address);
    return rows.entrySet().stream()
        .map(
            row -> {
              Map<String, String> reasons = refused.get(row.getKey());
              return reasons == null ? row.getValue() : row.getValue().rejecting(reasons);
            });
  }

  private static PeerSession session(ResultSet row) throws SQLException {
    return new PeerSession(
        row.getString(3),
        row.getString(2),
        row.getBoolean(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getString(7));
  }

  private static Announced announced(ResultSet row) throws SQLException {
    return new Announced(
        row.getString(3),
        row.getString(2),
        row.getBoolean(4),
        row.getBoolean(5),
        Json.read(row.getString(6), TEXTS),
        row.getInt(7),
        Json.read(row.getString(8), TEXTS),
        row.getObject(9, OffsetDateTime.class).toInstant());
  }
}
