package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.rollout.Rollout;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.hibernate.Session;

/**
 * The rollouts that say how an interconnect is rolled out, in memory. Each gate's look and each
 * renewal of conditions asks for them, a document has all nodes of its cluster, and most have not
 * changed. Each question first asks Postgres for the versions ({@link RowVersion}), and reads only
 * the documents of others.
 */
@ApplicationScoped
public class KnownRollouts {
  /** Rows that say how an interconnect is rolled out: what came before is not read. */
  private static final String VERSIONS =
      "select id, "
          + RowVersion.of("one")
          + """
       from peering.rollouts one where interconnect = ? and (not ended or created_at >= coalesce(
        (select max(done.created_at) from peering.rollouts done
          where done.interconnect = one.interconnect and done.cluster = one.cluster
          and done.state = 'COMPLETED' and not done.only_late), created_at))
      order by created_at desc, id
      """;

  private static final String VERSION =
      "select id, " + RowVersion.OF_ROW + " from peering.rollouts where id = ?";

  private static final String DOCUMENTS =
      "select id, document from peering.rollouts where id = any (?)";

  private final BiFunction<String, String, Rollout> reader;
  private final Map<String, Map<String, Versioned>> known = new ConcurrentHashMap<>();

  /** Those that have not ended: their owners ask for them often. */
  private final Map<String, Versioned> owned = new ConcurrentHashMap<>();

  private record Versioned(String version, Held<Rollout> held) {
    Rollout rollout() {
      return held.value();
    }

    boolean is(Rollout other) {
      return other.equals(held.said());
    }
  }

  @Inject
  public KnownRollouts(RolloutDocuments documents) {
    this.reader = documents::read;
  }

  /** Newest first, in the caller's transaction. */
  List<Rollout> of(String interconnect) {
    Session session = Panache.getSession();
    session.flush();
    return session.doReturningWork(connection -> of(connection, interconnect)).values().stream()
        .map(Held::value)
        .toList();
  }

  /** The same by id. */
  Map<String, Held<Rollout>> of(Connection connection, String interconnect) throws SQLException {
    Map<String, Versioned> before = known.getOrDefault(interconnect, Map.of());
    Map<String, Versioned> now = now(connection, VERSIONS, interconnect, before);
    if (now.isEmpty()) {
      known.remove(interconnect);
    } else {
      known.put(interconnect, now);
    }
    Map<String, Held<Rollout>> rollouts = new LinkedHashMap<>();
    now.forEach((id, one) -> rollouts.put(id, one.held()));
    return rollouts;
  }

  /** In the caller's transaction. */
  Optional<Rollout> load(String id) {
    Session session = Panache.getSession();
    session.flush();
    return session.doReturningWork(connection -> load(connection, id)).map(Held::value);
  }

  /** The same outside of Hibernate. */
  Optional<Held<Rollout>> load(Connection connection, String id) throws SQLException {
    Versioned found = now(connection, VERSION, id, owned).get(id);
    if (found == null || found.held().failure() != null || found.rollout().state().ended()) {
      owned.remove(id);
    } else {
      owned.put(id, found);
    }
    return Optional.ofNullable(found).map(Versioned::held);
  }

  /** Which version of its row this rollout is, if it is the last one that was seen. */
  Optional<String> version(Rollout rollout) {
    String id = rollout.id();
    return Stream.of(owned, known.getOrDefault(rollout.interconnect(), Map.of()))
        .flatMap(rollouts -> Stream.ofNullable(rollouts.get(id)))
        .filter(one -> one.is(rollout))
        .map(Versioned::version)
        .findFirst();
  }

  /** This version is of this rollout: whoever wrote it knows. */
  void wrote(String version, Rollout rollout) {
    owned.put(rollout.id(), new Versioned(version, Held.of(() -> rollout)));
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
    Map<String, Versioned> same = new HashMap<>();
    versions.forEach(
        (id, version) ->
            Stream.of(before, owned)
                .flatMap(rollouts -> Stream.ofNullable(rollouts.get(id)))
                .filter(last -> last.version().equals(version))
                .findFirst()
                .ifPresentOrElse(last -> same.put(id, last), () -> changed.add(id)));
    Map<String, String> documents =
        changed.isEmpty()
            ? Map.of()
            : TextPairs.of(
                connection, DOCUMENTS, connection.createArrayOf("text", changed.toArray()));
    Map<String, Versioned> now = new LinkedHashMap<>();
    versions.forEach(
        (id, version) -> {
          String document = documents.get(id);
          Versioned last = same.get(id);
          if (document != null) {
            now.put(id, new Versioned(version, Held.of(() -> reader.apply(id, document))));
          } else if (last != null) {
            now.put(id, last);
          }
        });
    return now;
  }
}
