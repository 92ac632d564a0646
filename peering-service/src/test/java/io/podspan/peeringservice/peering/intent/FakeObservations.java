package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Observations in memory. */
public final class FakeObservations implements Observations {
  public final Map<String, Map<String, Long>> revisions = new HashMap<>();
  public final Map<SessionKey, PeerSession> sessions = new HashMap<>();
  public final Map<String, RouterSessions> routers = new HashMap<>();
  public final Map<String, NodeRoutes> routes = new HashMap<>();
  public final Map<String, ReflectorWord> words = new HashMap<>();
  public final Map<String, SourceSeen> sources = new HashMap<>();
  public final Map<String, String> sourceTroubles = new HashMap<>();
  public final Map<String, PairReach> pairs = new HashMap<>();
  public final Map<String, TableReport> tables = new HashMap<>();
  public final Map<String, NodeTables.Look> looks = new HashMap<>();
  public final Map<SessionKey, Announced> announced = new HashMap<>();
  public final Map<String, List<ProbedNodes>> probed = new HashMap<>();
  public final List<Rejected> rejected = new ArrayList<>();

  /** One thread. */
  @Override
  public void serialise() {}

  @Override
  public ObservedState all() {
    return new ObservedState(revisions, sessions, routers, routes, pairs, sources, sourceTroubles);
  }

  @Override
  public void reflectorHas(String name, Map<String, Long> now, ReflectorWord word, Instant at) {
    revisions.put(name, now);
    words.put(name, word);
  }

  @Override
  public Map<String, ReflectorWord> reflectors() {
    return words;
  }

  @Override
  public ReflectorHeard heardOf(Reflector reflector) {
    ReflectorWord word = words.get(reflector.name());
    return word == null ? ReflectorHeard.NOTHING : new ReflectorHeard(word, Samples.NOON, 1, 1);
  }

  @Override
  public void forgetWord(String reflector) {
    words.remove(reflector);
  }

  @Override
  public void session(PeerSession session) {
    sessions.put(new SessionKey(session.reflector(), session.address()), session);
  }

  @Override
  public void nodeSessions(String id, Map<String, String> states, Instant at, Instant receivedAt) {
    routers.put(id, new RouterSessions(states, receivedAt));
  }

  @Override
  public void nodeRoutes(String id, TableReport report, Instant at, Instant receivedAt) {
    Map<ExpectedRoute, String> named = report.missing() == 0 ? Map.of() : named(id);
    routes.put(id, new NodeRoutes(report.expected(), report.missing(), receivedAt, named));
    tables.put(id, report);
  }

  @Override
  public void nodeLooks(Map<String, NodeTables.Look> said) {
    looks.putAll(said);
  }

  @Override
  public void rejected(Rejected said) {
    rejected.add(said);
  }

  @Override
  public void announced(Announced said) {
    announced.put(new SessionKey(said.reflector(), said.address()), said);
  }

  private Map<ExpectedRoute, String> named(String id) {
    return routes.containsKey(id) ? routes.get(id).named() : Map.of();
  }

  @Override
  public void routeMissing(String id, ExpectedRoute route, String why, Instant at) {
    Map<ExpectedRoute, String> named = new HashMap<>(named(id));
    named.put(route, why);
    name(id, named);
  }

  @Override
  public void routeRestored(String id, ExpectedRoute route, Instant at) {
    Map<ExpectedRoute, String> named = new HashMap<>(named(id));
    named.remove(route);
    name(id, named);
  }

  private void name(String id, Map<ExpectedRoute, String> named) {
    NodeRoutes before = routes.getOrDefault(id, new NodeRoutes(0, 0, Instant.EPOCH, Map.of()));
    routes.put(id, new NodeRoutes(before.expected(), before.missing(), before.heardAt(), named));
  }

  @Override
  public void reachability(String id, Reachability state, String why, Instant at) {
    pairs.put(id, new PairReach(state, why));
  }

  @Override
  public void probed(Map<String, List<ProbedNodes>> rounds) {
    probed.putAll(rounds);
  }

  @Override
  public Set<String> probeRounds(Map<String, PairReach> rounds) {
    return rounds.entrySet().stream()
        .filter(round -> pairs.putIfAbsent(round.getKey(), round.getValue()) == null)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public void source(String id, SourceSeen seen) {
    sources.put(id, seen);
  }

  @Override
  public List<String> keptSources() {
    return List.copyOf(sourceTroubles.keySet());
  }

  @Override
  public void sourceKept(String cluster, String trouble) {
    sourceTroubles.put(cluster, trouble);
  }

  @Override
  public void sourceReleased(String cluster) {
    sourceTroubles.remove(cluster);
  }

  @Override
  public void keepOnly(DeclaredIntent intent) {
    sessions.keySet().removeIf(key -> !intent.needsSession(key));
    routers.keySet().removeIf(id -> !hasNode(intent, id));
    routes.keySet().removeIf(id -> !hasNode(intent, id));
    pairs.keySet().removeIf(id -> !intent.joins(id.split("/")[0], id.split("/")[1]));
  }

  private static boolean hasNode(DeclaredIntent intent, String id) {
    return intent.hasNode(id.split("/")[0], id.split("/")[1]);
  }

  @Override
  public void routesChanged(DeclaredIntent intent, String cluster) {
    intent
        .joinedWith(cluster, _ -> true)
        .forEach(
            joined ->
                routes.replaceAll(
                    (id, r) ->
                        id.startsWith(joined + "/")
                            ? new NodeRoutes(0, r.missing(), r.heardAt(), r.named())
                            : r));
  }
}
