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
        PeerSessionRow.<PeerSessionRow>streamAll()
            .filter(row -> !intent.needsSession(new SessionKey(row.reflector, row.address)))
            .map(row -> row.id),
        ids -> PeerSessionRow.delete(BY_ID, ids));
    deleteAll(
        NodeSessionsRow.<NodeSessionsRow>streamAll()
            .map(row -> row.id)
            .filter(id -> !isNode(intent, id)),
        ids -> NodeSessionsRow.delete(BY_ID, ids));
    deleteAll(
        PeerRoutesRow.<PeerRoutesRow>streamAll()
            .filter(row -> !intent.needsSession(new SessionKey(row.reflector, row.address)))
            .map(row -> row.id),
        ids -> PeerRoutesRow.delete(BY_ID, ids));
    deleteAll(
        RejectedPrefixesRow.<RejectedPrefixesRow>streamAll()
            .filter(row -> !intent.needsSession(new SessionKey(row.reflector, row.address)))
            .map(row -> row.id),
        ids -> RejectedPrefixesRow.delete(BY_ID, ids));
    deleteAll(
        NodeLookRow.<NodeLookRow>streamAll().map(row -> row.id).filter(id -> !isNode(intent, id)),
        ids -> NodeLookRow.delete(BY_ID, ids));
    deleteAll(
        MissingRouteRow.<MissingRouteRow>streamAll()
            .filter(row -> !isNeeded(intent, row))
            .map(row -> row.id),
        ids -> MissingRouteRow.delete(BY_ID, ids));
    deleteAll(
        ReachabilityRow.<ReachabilityRow>streamAll()
            .map(row -> row.id)
            .filter(id -> !isPair(intent, id)),
        ids -> ReachabilityRow.delete(BY_ID, ids));
    deleteAll(
        ProbedNodesRow.<ProbedNodesRow>streamAll()
            .map(row -> row.id)
            .filter(id -> !isPair(intent, id)),
        ids -> ProbedNodesRow.delete(BY_ID, ids));
    deleteAll(
        SourceAddressRow.<SourceAddressRow>streamAll()
            .map(row -> row.id)
            .filter(id -> !isPair(intent, id)),
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
    List<NodeRoutesRow> rows = NodeRoutesRow.listAll();
    deleteAll(
        rows.stream().map(row -> row.id).filter(id -> !isNode(intent, id)),
        ids -> NodeRoutesRow.delete(BY_ID, ids));
    for (NodeRoutesRow row : rows) {
      int expected = intent.expectedRoutes(cluster(row.id), _ -> true);
      if (row.expected > expected) {
        NodeRoutesRow.update(
            "expected = ?2, missing = case when missing > ?2 then ?2 else missing end"
                + " where id = ?1 and expected > ?2",
            row.id,
            expected);
      }
    }
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
