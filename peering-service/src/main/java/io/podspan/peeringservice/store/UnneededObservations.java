package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.conditions.ExpectedRoute;
import io.quarkus.hibernate.orm.panache.Panache;
import io.quarkus.panache.common.Sort;
import jakarta.persistence.LockModeType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Deletes the observations that belong to nothing in the intent, in the caller's transaction. */
final class UnneededObservations {
  private static final String BY_ID = "id in ?1";
  private static final int CHUNK = 1_000;

  private UnneededObservations() {}

  static void delete(DeclaredIntent intent) {
    keepRevisions(intent);
    deleteAll(
        ids("PeerSessionRow").filter(id -> !intent.needsSession(session(id))),
        ids -> PeerSessionRow.delete(BY_ID, ids));
    deleteAll(
        ids("NodeSessionsRow").filter(id -> !isNode(intent, id)),
        ids -> NodeSessionsRow.delete(BY_ID, ids));
    deleteAll(
        ids("PeerRoutesRow").filter(id -> !intent.needsSession(session(id))),
        ids -> PeerRoutesRow.delete(BY_ID, ids));
    deleteAll(
        ids("RejectedPrefixesRow").filter(id -> !intent.needsSession(session(id))),
        ids -> RejectedPrefixesRow.delete(BY_ID, ids));
    deleteAll(
        ids("NodeLookRow").filter(id -> !isNode(intent, id)),
        ids -> NodeLookRow.delete(BY_ID, ids));
    deleteAll(
        MissingRouteRow.<MissingRouteRow>streamAll()
            .filter(row -> !isNeeded(intent, row))
            .map(row -> row.id),
        ids -> MissingRouteRow.delete(BY_ID, ids));
    deleteAll(
        ids("ReachabilityRow").filter(id -> !isPair(intent, id)),
        ids -> ReachabilityRow.delete(BY_ID, ids));
    deleteAll(
        ids("ProbedNodesRow").filter(id -> !isPair(intent, id)),
        ids -> ProbedNodesRow.delete(BY_ID, ids));
    deleteAll(
        ids("SourceAddressRow").filter(id -> !isPair(intent, id)),
        ids -> SourceAddressRow.delete(BY_ID, ids));
    keepRoutes(intent);
  }

  /** By statements, not row by row: others may delete or change the same rows meanwhile. */
  private static void deleteAll(Stream<String> ids, Consumer<List<String>> deletion) {
    List<String> all = ids.toList();
    for (int from = 0; from < all.size(); from += CHUNK) {
      deletion.accept(all.subList(from, Math.min(all.size(), from + CHUNK)));
    }
  }

  /**
   * Locked and read again, because what a reflector reports meanwhile must not be overwritten: a
   * lock alone leaves a row as this transaction read it first.
   */
  private static void keepRevisions(DeclaredIntent intent) {
    for (ReflectorRow row : ReflectorRow.<ReflectorRow>listAll(Sort.by("name"))) {
      Panache.getEntityManager().refresh(row, LockModeType.PESSIMISTIC_WRITE);
      Map<String, Long> revisions =
          new HashMap<>(Json.read(row.revisions, PostgresObservations.REVISIONS));
      if (revisions.keySet().removeIf(name -> intent.interconnect(name).isEmpty())) {
        row.revisions = Json.write(revisions);
      }
    }
  }

  /** The collector looked for routes of interconnects that are gone: these do not count. */
  private static void keepRoutes(DeclaredIntent intent) {
    deleteAll(
        ids("NodeRoutesRow").filter(id -> !isNode(intent, id)),
        ids -> NodeRoutesRow.delete(BY_ID, ids));
    NodeRoutesRow.counts()
        .forEach(
            (id, counts) -> {
              int due = intent.expectedRoutes(cluster(id), _ -> true);
              if (counts.expected() > due) {
                NodeRoutesRow.update(
                    "expected = ?2, missing = case when missing > ?2 then ?2 else missing end"
                        + " where id = ?1 and expected > ?2",
                    id,
                    due);
              }
            });
  }

  /** The rows hold tables and lists of thousands of nodes, which nobody needs here. */
  private static Stream<String> ids(String row) {
    return Panache.getEntityManager()
        .createQuery("select id from " + row, String.class)
        .getResultStream();
  }

  /** Names of reflectors have no slash. */
  private static SessionKey session(String id) {
    int slash = id.indexOf('/');
    return new SessionKey(id.substring(0, slash), id.substring(slash + 1));
  }

  private static boolean isNode(DeclaredIntent intent, String id) {
    return intent.hasNode(cluster(id), id.substring(id.indexOf('/') + 1));
  }

  private static boolean isPair(DeclaredIntent intent, String id) {
    return intent.joins(cluster(id), id.substring(id.indexOf('/') + 1));
  }

  private static boolean isNeeded(DeclaredIntent intent, MissingRouteRow row) {
    ExpectedRoute route = new ExpectedRoute(row.prefix, row.nextHop);
    return isNode(intent, row.node) && intent.needsRoute(cluster(row.node), route, _ -> true);
  }

  /** Names of clusters have no slash; those of nodes might. */
  private static String cluster(String id) {
    return id.substring(0, id.indexOf('/'));
  }
}
