package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.quarkus.hibernate.orm.panache.Panache;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.hibernate.Session;

/**
 * The rollouts that say how an interconnect is rolled out, in memory. Each gate's look and each
 * renewal of conditions asks for them, a document has all nodes of its cluster, and most have not
 * changed. Each question first asks Postgres for the versions, and reads only the documents of
 * others.
 *
 * <p>The version of a row is the transaction that wrote it and its place in the table: no other
 * transaction has the number, and within one each change has another place. A standby that took
 * over without the last transactions uses their numbers again, so the start of the server belongs
 * to the version.
 */
final class KnownRollouts {
  /** Rows that say how an interconnect is rolled out: what came before is not read. */
  private static final String VERSIONS =
      """
      select id, one.xmin || ' ' || one.ctid || ' ' || pg_postmaster_start_time() from peering.rollouts one
      where interconnect = ? and (not ended or created_at >= coalesce(
        (select max(done.created_at) from peering.rollouts done
          where done.interconnect = one.interconnect and done.cluster = one.cluster
          and done.state = 'COMPLETED' and not done.only_late), created_at))
      order by created_at desc, id
      """;

  private static final String VERSION =
      "select id, xmin || ' ' || ctid || ' ' || pg_postmaster_start_time()"
          + " from peering.rollouts where id = ?";

  private static final String DOCUMENTS =
      "select id, document from peering.rollouts where id = any (?)";

  private final BiFunction<String, String, Rollout> reader;
  private final Map<String, Map<String, Versioned>> known = new ConcurrentHashMap<>();

  /** Those that have not ended: their owners ask for them often. */
  private final Map<String, Versioned> owned = new ConcurrentHashMap<>();

  private record Versioned(String version, Rollout rollout) {}

  /**
   * @param reader makes a rollout of an id and a document
   */
  KnownRollouts(BiFunction<String, String, Rollout> reader) {
    this.reader = reader;
  }

  /** Newest first, in the caller's transaction. */
  List<Rollout> of(String interconnect) {
    Session session = Panache.getSession();
    session.flush();
    Map<String, Versioned> before = known.getOrDefault(interconnect, Map.of());
    Map<String, Versioned> now =
        session.doReturningWork(connection -> now(connection, VERSIONS, interconnect, before));
    if (now.isEmpty()) {
      known.remove(interconnect);
    } else {
      known.put(interconnect, now);
    }
    return now.values().stream().map(Versioned::rollout).toList();
  }

  /** In the caller's transaction. */
  Optional<Rollout> load(String id) {
    Session session = Panache.getSession();
    session.flush();
    Map<String, Versioned> now =
        session.doReturningWork(connection -> now(connection, VERSION, id, owned));
    Optional<Versioned> found = Optional.ofNullable(now.get(id));
    found
        .filter(one -> !one.rollout().state().ended())
        .ifPresentOrElse(one -> owned.put(id, one), () -> owned.remove(id));
    return found.map(Versioned::rollout);
  }

  /** Of those that are driven, only these go on. */
  void keepOnly(Set<String> active) {
    owned.keySet().retainAll(active);
  }

  /** It has ended: nobody drives it any more. */
  void forget(String id) {
    owned.remove(id);
  }

  /** What these versions are of: what is known already, or what is read. */
  private Map<String, Versioned> now(
      Connection connection, String sql, String about, Map<String, Versioned> before)
      throws SQLException {
    Map<String, String> versions = TextPairs.of(connection, sql, about);
    List<String> changed = new ArrayList<>();
    versions.forEach(
        (id, version) -> {
          Versioned last = before.get(id);
          if (last == null || !last.version().equals(version)) {
            changed.add(id);
          }
        });
    Map<String, String> documents =
        changed.isEmpty()
            ? Map.of()
            : TextPairs.of(
                connection, DOCUMENTS, connection.createArrayOf("text", changed.toArray()));
    Map<String, Versioned> now = new LinkedHashMap<>();
    versions.forEach(
        (id, version) -> {
          String document = documents.get(id);
          Versioned last = before.get(id);
          if (document != null) {
            now.put(id, new Versioned(version, reader.apply(id, document)));
          } else if (last != null) {
            now.put(id, last);
          }
        });
    return now;
  }
}
