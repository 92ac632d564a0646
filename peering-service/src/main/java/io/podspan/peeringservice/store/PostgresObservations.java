package io.podspan.peeringservice.store;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.type.TypeReference;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.conditions.ExpectedRoute;
import io.podspan.peeringservice.peering.conditions.Observations;
import io.podspan.peeringservice.peering.conditions.ObservedState;
import io.podspan.peeringservice.peering.conditions.ObservedState.NodeRoutes;
import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import io.podspan.peeringservice.peering.conditions.Reachability;
import io.podspan.peeringservice.peering.conditions.ReflectorHeard;
import io.podspan.peeringservice.peering.conditions.SourceSeen;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Rejected;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What other services last said. Each row keeps the report that was received last. Reports about
 * one thing come from one topic in their order, and a repeated one is never recorded, so the clocks
 * of those who report do not matter. Everything belongs to the caller's transaction.
 */
@ApplicationScoped
public class PostgresObservations implements Observations {
  static final TypeReference<Map<String, Long>> REVISIONS = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> STATES = new TypeReference<>() {};

  @Override
  public void reflectorHas(
      String name, Map<String, Long> revisions, ReflectorWord word, Instant at) {
    Optional<ReflectorRow> present =
        ReflectorRow.findByIdOptional(name, LockModeType.PESSIMISTIC_WRITE);
    ReflectorRow row = present.orElseGet(ReflectorRow::new);
    row.name = name;
    row.revisions = Json.write(revisions);
    row.word = Json.write(word);
    row.at = at;
    row.persist();
  }

  /** A row of a former version has no word. */
  @Override
  public Map<String, ReflectorWord> reflectors() {
    return ReflectorRow.<ReflectorRow>streamAll()
        .filter(row -> row.word != null)
        .collect(toMap(row -> row.name, row -> Json.read(row.word, ReflectorWord.class)));
  }

  @Override
  public ReflectorHeard heardOf(Reflector reflector) {
    ReflectorHeard sessions = NodeSessionsRow.heardOf(reflector.address());
    return ReflectorRow.<ReflectorRow>findByIdOptional(reflector.name())
        .flatMap(row -> heard(row, sessions))
        .orElse(sessions);
  }

  private static Optional<ReflectorHeard> heard(ReflectorRow row, ReflectorHeard sessions) {
    return Optional.ofNullable(row.word)
        .map(
            word ->
                new ReflectorHeard(
                    Json.read(word, ReflectorWord.class),
                    row.at,
                    sessions.sessions(),
                    sessions.named()));
  }

  @Override
  public void forgetWord(String reflector) {
    Optional<ReflectorRow> present =
        ReflectorRow.findByIdOptional(reflector, LockModeType.PESSIMISTIC_WRITE);
    present.ifPresent(row -> row.word = null);
  }

  @Override
  public void session(PeerSession session) {
    String id = session.reflector() + "/" + session.address();
    Optional<PeerSessionRow> present = PeerSessionRow.findByIdOptional(id);
    PeerSessionRow row = present.orElseGet(PeerSessionRow::new);
    row.id = id;
    row.reflector = session.reflector();
    row.address = session.address();
    row.established = session.established();
    row.at = session.at();
    row.receivedAt = session.receivedAt();
    row.detail = session.detail();
    row.persist();
    if (session.established()) {
      RejectedPrefixesRow.begin(session.reflector(), session.address(), session.receivedAt());
    }
  }

  @Override
  public void nodeSessions(String id, Map<String, String> states, Instant at, Instant receivedAt) {
    Optional<NodeSessionsRow> present = NodeSessionsRow.findByIdOptional(id);
    NodeSessionsRow row = present.orElseGet(NodeSessionsRow::new);
    row.id = id;
    row.states = Json.write(states);
    row.at = at;
    row.receivedAt = receivedAt;
    row.persist();
  }

  @Override
  public void nodeRoutes(String id, TableReport report, Instant at, Instant receivedAt) {
    Optional<NodeRoutesRow> present = NodeRoutesRow.findByIdOptional(id);
    NodeRoutesRow row = present.orElseGet(NodeRoutesRow::new);
    row.id = id;
    row.expected = report.expected();
    row.missing = report.missing();
    row.rib = Json.write(report.rib());
    row.fib = Json.write(report.kernel());
    row.at = at;
    row.receivedAt = receivedAt;
    row.persist();
    if (report.missing() == 0) {
      MissingRouteRow.delete("node = ?1", id);
    }
  }

  @Override
  public void nodeLooks(Map<String, NodeTables.Look> looks) {
    NodeLookRow.save(looks);
  }

  @Override
  public void rejected(Rejected rejected) {
    RejectedPrefixesRow.save(rejected);
  }

  @Override
  public void announced(Announced announced) {
    PeerRoutesRow.save(announced);
  }

  @Override
  public void routeMissing(String id, ExpectedRoute route, String why, Instant at) {
    MissingRouteRow.save(missingId(id, route), id, route, why, at);
  }

  @Override
  public void routeRestored(String id, ExpectedRoute route, Instant at) {
    MissingRouteRow.delete("id = ?1", missingId(id, route));
  }

  private static String missingId(String node, ExpectedRoute route) {
    return node + " " + route.prefix() + " via " + route.nextHop();
  }

  @Override
  public void reachability(String id, Reachability state, String why, Instant at) {
    Optional<ReachabilityRow> present = ReachabilityRow.findByIdOptional(id);
    save(present.orElseGet(ReachabilityRow::new), id, state, why, at);
  }

  @Override
  public Set<String> probeRounds(Map<String, PairReach> pairs) {
    return ReachabilityRow.saveUnknown(pairs);
  }

  @Override
  public void probed(Map<String, List<ProbedNodes>> rounds) {
    ProbedNodesRow.save(rounds);
  }

  private static void save(
      ReachabilityRow row, String id, Reachability state, String why, Instant at) {
    row.id = id;
    row.state = state.name();
    row.why = why;
    row.at = at;
    row.persist();
  }

  @Override
  public void source(String id, SourceSeen seen) {
    SourceAddressRow.save(id, seen);
  }

  @Override
  public List<String> keptSources() {
    return KeptSourceRow.<KeptSourceRow>streamAll().map(row -> row.cluster).toList();
  }

  @Override
  public void sourceKept(String cluster, String trouble) {
    KeptSourceRow.save(cluster, trouble);
  }

  @Override
  public void sourceReleased(String cluster) {
    KeptSourceRow.deleteById(cluster);
  }

  @Override
  public void serialise() {
    TransactionLock.hold("podspan.peering.observations");
  }

  @Override
  public void keepOnly(DeclaredIntent intent) {
    serialise();
    UnneededObservations.delete(intent);
  }

  @Override
  public void routesChanged(DeclaredIntent intent, String cluster) {
    serialise();
    for (String joined : intent.joinedWith(cluster, _ -> true)) {
      NodeRoutesRow.update("expected = 0 where id like ?1", joined + "/%");
    }
  }

  @Override
  public ObservedState all() {
    return new ObservedState(
        revisions(),
        allSessions(),
        routers(),
        routes(),
        pairs(),
        SourceAddressRow.<SourceAddressRow>streamAll()
            .collect(toMap(row -> row.id, SourceAddressRow::seen)),
        KeptSourceRow.<KeptSourceRow>streamAll()
            .collect(toMap(row -> row.cluster, row -> row.trouble)));
  }

  private static Map<String, Map<String, Long>> revisions() {
    return ReflectorRow.<ReflectorRow>streamAll()
        .collect(toMap(row -> row.name, row -> Json.read(row.revisions, REVISIONS)));
  }

  private static Map<SessionKey, PeerSession> allSessions() {
    return PeerSessionRow.<PeerSessionRow>streamAll()
        .map(PostgresObservations::session)
        .collect(toMap(s -> new SessionKey(s.reflector(), s.address()), s -> s));
  }

  private static Map<String, RouterSessions> routers() {
    return NodeSessionsRow.<NodeSessionsRow>streamAll()
        .collect(toMap(row -> row.id, PostgresObservations::router));
  }

  private static Map<String, NodeRoutes> routes() {
    Map<String, Map<ExpectedRoute, String>> named = new HashMap<>();
    MissingRouteRow.<MissingRouteRow>streamAll()
        .forEach(
            row ->
                named
                    .computeIfAbsent(row.node, _ -> new HashMap<>())
                    .put(new ExpectedRoute(row.prefix, row.nextHop), row.why));
    Map<String, NodeRoutes> routes = new HashMap<>();
    NodeRoutesRow.counts()
        .forEach(
            (id, counts) ->
                routes.put(
                    id,
                    new NodeRoutes(
                        counts.expected(),
                        counts.missing(),
                        counts.receivedAt(),
                        named.getOrDefault(id, Map.of()))));
    return routes;
  }

  private static Map<String, PairReach> pairs() {
    return ReachabilityRow.<ReachabilityRow>streamAll()
        .collect(
            toMap(row -> row.id, row -> new PairReach(Reachability.valueOf(row.state), row.why)));
  }

  /** Names of those reflectors that have not taken over this revision, or a later one. */
  List<String> behind(List<Reflector> reflectors, String interconnect, long revision) {
    return reflectors.stream()
        .map(Reflector::name)
        .filter(name -> revisionAt(name, interconnect) < revision)
        .toList();
  }

  private static long revisionAt(String reflector, String interconnect) {
    return ReflectorRow.<ReflectorRow>findByIdOptional(reflector)
        .map(row -> Json.read(row.revisions, REVISIONS).getOrDefault(interconnect, 0L))
        .orElse(0L);
  }

  private static PeerSession session(PeerSessionRow row) {
    return new PeerSession(
        row.reflector, row.address, row.established, row.at, row.receivedAt, row.detail);
  }

  private static RouterSessions router(NodeSessionsRow row) {
    return new RouterSessions(Json.read(row.states, STATES), row.receivedAt);
  }
}
