package io.podspan.peeringservice.peering.conditions;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.conditions.ObservedState.NodeRoutes;
import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.PauseReason;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RouterSessions;
import io.podspan.peeringservice.peering.router.Drift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Paris and Tokyo are joined in "asia"; tests may join Paris and Lyon in "france" as well. */
class ConditionsTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Cluster LYON = Samples.cluster("lyon", 2, Samples.KUBE_ROUTER);
  private static final Cluster TOKYO = Samples.cluster("tokyo", 3, Samples.CALICO);
  private static final Reflector OTHER = new Reflector("other", "192.0.2.2", 179, 64512);
  private static final Instant LATER = NOON.plusSeconds(60);

  private Interconnect asia =
      new Interconnect("asia", 1, List.of("paris", "tokyo"), List.of(REFLECTOR), false, NOON);
  private final Interconnect france =
      new Interconnect("france", 1, List.of("paris", "lyon"), List.of(OTHER), false, LATER);
  private final List<Interconnect> others = new ArrayList<>();
  private final List<Rollout> rollouts = new ArrayList<>();
  private final Map<String, Map<String, Long>> revisions = new HashMap<>();
  private final Map<SessionKey, PeerSession> sessions = new HashMap<>();
  private final Map<String, RouterSessions> routers = new HashMap<>();
  private final Map<String, NodeRoutes> routes = new HashMap<>();
  private final Map<String, PairReach> pairs = new HashMap<>();
  private final Map<String, SourceSeen> sources = new HashMap<>();
  private final Map<String, String> troubles = new HashMap<>();
  private final Map<String, DriftState> drifts = new HashMap<>();

  private void everythingIsFine() {
    revisions.put("reflector", Map.of("asia", 1L));
    for (Cluster cluster : List.of(PARIS, TOKYO)) {
      rollouts.add(rollout(cluster, new RolloutState.Completed(NOON), null));
      for (Node node : cluster.nodes()) {
        session("reflector", node, true);
        routes.put(id(cluster, node), new NodeRoutes(2, 0, NOON, Map.of()));
      }
    }
    pairs.put("paris/tokyo", new PairReach(Reachability.REACHABLE, "all answer"));
    pairs.put("tokyo/paris", new PairReach(Reachability.REACHABLE, "all answer"));
    sources.put("paris/tokyo", new SourceSeen(SourceSeen.State.PRESERVED, "arrived"));
    sources.put("tokyo/paris", new SourceSeen(SourceSeen.State.PRESERVED, "arrived"));
    drifts.put("paris", DriftState.NONE);
    drifts.put("tokyo", DriftState.NONE);
  }

  private static String id(Cluster cluster, Node node) {
    return cluster.name() + "/" + node.name();
  }

  private void session(String reflector, Node node, boolean established) {
    sessions.put(
        new SessionKey(reflector, node.address()),
        new PeerSession(reflector, node.address(), established, NOON, NOON, ""));
  }

  private static Rollout rollout(Cluster cluster, RolloutState state, @Nullable Failure failure) {
    return new Rollout(
        cluster.name(),
        "asia",
        1,
        cluster.name(),
        Direction.JOIN,
        List.of(REFLECTOR),
        Samples.POLICY,
        state,
        null,
        List.of(),
        failure,
        NOON,
        NOON);
  }

  private static ExpectedRoute routeTo(Cluster cluster, int node) {
    Node there = cluster.nodes().get(node);
    return new ExpectedRoute(there.podCidrs().getFirst().toString(), there.address());
  }

  private Condition condition(Type type) {
    return condition(asia, type);
  }

  private Condition condition(Interconnect interconnect, Type type) {
    return all(interconnect, List.of()).stream()
        .filter(c -> c.type() == type)
        .findFirst()
        .orElseThrow();
  }

  private List<Condition> all(Interconnect interconnect, List<Condition> before) {
    List<Interconnect> declared = new ArrayList<>(others);
    declared.add(asia);
    return Conditions.of(
        new ConditionInputs(
            interconnect,
            new DeclaredIntent(List.of(PARIS, LYON, TOKYO), declared),
            rollouts,
            new ObservedState(revisions, sessions, routers, routes, pairs, sources, troubles),
            drifts),
        before,
        LATER);
  }

  @Test
  void itIsNotConfiguredWhileAClusterIsOnItsWayOut() {
    asia =
        new Interconnect(
                "asia", 1, List.of("paris", "tokyo", "lyon"), asia.reflectors(), false, NOON)
            .naming(List.of("paris", "tokyo"), asia.reflectors());
    everythingIsFine();
    assertThat(condition(Type.CONFIGURED).message()).isEqualTo("Rolling out lyon.");
    assertThat(condition(Type.PEERED).status()).as("lyon does not count").isEqualTo(Status.TRUE);
    rollouts.addFirst(rollout(LYON, new RolloutState.Failed(NOON), new Failure("n", "why", "go")));
    assertThat(condition(Type.CONFIGURED).message()).contains("lyon stopped", "why");
  }

  /** As it ends when this node of Paris, which came later, cannot be peered with. */
  private static Rollout failedFor(String node) {
    NodeStep step =
        new NodeStep(node, "198.18.1.9", NodeStep.Status.ROLLED_BACK, List.of(), null, null);
    return new Rollout(
            "late",
            "asia",
            1,
            "paris",
            Direction.CHANGE,
            List.of(REFLECTOR),
            Samples.POLICY,
            new RolloutState.RolledBack(NOON),
            null,
            List.of(step),
            new Failure(node, "no session", "go"),
            NOON,
            NOON)
        .forLateNodes();
  }

  @Test
  void aLateNodeThatFailedIsShownAsLongAsItIsThere() {
    everythingIsFine();
    rollouts.addFirst(failedFor("paris-2"));
    assertThat(condition(Type.CONFIGURED).message()).contains("paris stopped at node paris-2");
    rollouts.set(0, failedFor("paris-9"));
    assertThat(condition(Type.CONFIGURED).status()).isEqualTo(Status.TRUE);
  }

  @Test
  void allAreTrueWhenEverythingIsFine() {
    everythingIsFine();
    assertThat(all(asia, List.of()))
        .filteredOn(c -> c.type() != Type.DRIFTED)
        .extracting(Condition::status)
        .containsOnly(Status.TRUE);
    assertThat(condition(Type.DRIFTED).status()).isEqualTo(Status.FALSE);
    assertThat(all(asia, List.of())).extracting(Condition::type).containsExactly(Type.values());
  }

  @Test
  void whatSomebodyElseChangedIsToldWithWhoAndWhatToDo() {
    everythingIsFine();
    Drift drift =
        new Drift(
            "DaemonSet kube-system/kube-router",
            List.of("- --peer-router-ips=192.0.2.1"),
            "kubectl-edit",
            new Drift.Owner("Argo CD", "the annotation argocd.argoproj.io/tracking-id", true));
    drifts.put(
        "paris", new DriftState(List.of(drift), "", List.of(), false, false, "Put it back."));
    Condition told = condition(Type.DRIFTED);
    assertThat(told.status()).isEqualTo(Status.TRUE);
    assertThat(told.reason()).isEqualTo("ChangedByOthers");
    assertThat(told.message())
        .contains(
            "paris: DaemonSet kube-system/kube-router (- --peer-router-ips=192.0.2.1)",
            "by kubectl-edit; it belongs to Argo CD",
            "Put it back.");
    assertThat(condition(Type.READY).status()).as("it may work still").isEqualTo(Status.TRUE);

    asia = asia.reactingBy(OnDrift.HEAL);
    drifts.put("paris", new DriftState(List.of(drift), "", List.of(NOON), true, false, ""));
    assertThat(condition(Type.DRIFTED).reason()).isEqualTo("Healing");
    drifts.put("paris", new DriftState(List.of(drift), "", List.of(NOON), false, true, ""));
    assertThat(condition(Type.DRIFTED).reason()).isEqualTo("HealingPaused");
  }

  @Test
  void whatCouldNotBeLookedAtIsUnknownAndNeverFalse() {
    everythingIsFine();
    drifts.put("tokyo", DriftState.NONE.unread("The API server does not answer."));
    assertThat(condition(Type.DRIFTED).status()).isEqualTo(Status.UNKNOWN);
    assertThat(condition(Type.DRIFTED).reason()).isEqualTo("NotRead");
    drifts.clear();
    assertThat(condition(Type.DRIFTED).reason()).isEqualTo("NotLookedYet");
    rollouts.clear();
    assertThat(condition(Type.DRIFTED).reason()).isEqualTo("RollingOut");
    asia = asia.beingWithdrawn();
    assertThat(condition(Type.DRIFTED).reason()).isEqualTo("Withdrawing");
  }

  @Test
  void replacedAddressesAreToldAndCountForReadyOnlyWhereTheyAreToBeKept() {
    everythingIsFine();
    sources.put("paris/tokyo", new SourceSeen(SourceSeen.State.REPLACED, "saw 198.18.1.1"));
    Condition told = condition(Type.SOURCE_PRESERVED);
    assertThat(told.status()).isEqualTo(Status.FALSE);
    assertThat(told.reason()).isEqualTo("AddressesReplaced");
    assertThat(told.message())
        .contains("paris/tokyo: saw 198.18.1.1", "podSourceAddress: preserve");
    assertThat(condition(Type.READY).status()).isEqualTo(Status.TRUE);
    asia = asia.preservingSource(true);
    troubles.put("paris", "exec is forbidden");
    assertThat(condition(Type.READY).reason()).isEqualTo("NotSourcePreserved");
    assertThat(condition(Type.SOURCE_PRESERVED).message()).contains("paris: exec is forbidden");
  }

  @Test
  void aSourceAddressThatCouldNotBeMeasuredIsUnknownAndNeverFalse() {
    everythingIsFine();
    sources.put("tokyo/paris", new SourceSeen(SourceSeen.State.UNKNOWN, "nothing to listen with"));
    assertThat(condition(Type.SOURCE_PRESERVED).status()).isEqualTo(Status.UNKNOWN);
    assertThat(condition(Type.SOURCE_PRESERVED).reason()).isEqualTo("NotMeasured");
    sources.clear();
    assertThat(condition(Type.SOURCE_PRESERVED).reason()).isEqualTo("NotMeasuredYet");
    assertThat(condition(Type.READY).status()).isEqualTo(Status.TRUE);
  }

  @Test
  void whatNobodyReportedYetIsUnknown() {
    assertThat(all(asia, List.of()))
        .extracting(Condition::status)
        .containsExactly(
            Status.TRUE,
            Status.FALSE,
            Status.UNKNOWN,
            Status.UNKNOWN,
            Status.UNKNOWN,
            Status.UNKNOWN,
            Status.FALSE,
            Status.UNKNOWN);
    assertThat(condition(Type.CONFIGURED).reason()).isEqualTo("ReflectorBehind");
    assertThat(condition(Type.PEERED).reason()).isEqualTo("ReflectorBehind");
    assertThat(condition(Type.ROUTES_INSTALLED).reason()).isEqualTo("NotReadYet");
    assertThat(condition(Type.REACHABLE).reason()).isEqualTo("NotProbedYet");
  }

  @Test
  void aStoppedRolloutSaysWhereAndWhy() {
    everythingIsFine();
    Failure failure = new Failure("paris-1", "no session.", "look");
    rollouts.set(0, rollout(PARIS, new RolloutState.RolledBack(NOON), failure));
    assertThat(condition(Type.CONFIGURED).reason()).isEqualTo("RolledBack");
    assertThat(condition(Type.CONFIGURED).message()).contains("paris-1", "no session.");
    assertThat(condition(Type.READY).reason()).isEqualTo("NotConfigured");
  }

  @Test
  void aPausedRolloutSaysSoAndWhatEndsThePause() {
    everythingIsFine();
    Rollout going = rollout(PARIS, new RolloutState.Applying(NOON, 1), null);
    rollouts.set(0, going.paused(new PauseReason.Asked(NOON, "pat")));
    assertThat(condition(Type.CONFIGURED).reason()).isEqualTo("RolloutPaused");
    assertThat(condition(Type.CONFIGURED).message())
        .isEqualTo(
            "The rollout of paris is paused. pat asked that no further node begins. Resume the"
                + " rollout.");
    rollouts.set(0, going);
    assertThat(condition(Type.CONFIGURED).reason()).isEqualTo("RollingOut");
  }

  @Test
  void missingSessionsAreFalse() {
    everythingIsFine();
    session("reflector", TOKYO.nodes().getFirst(), false);
    assertThat(condition(Type.PEERED).status()).isEqualTo(Status.FALSE);
    assertThat(condition(Type.PEERED).message())
        .isEqualTo("3 of 4 sessions are up; missing: tokyo/tokyo-1 with reflector.");
  }

  @Test
  void sessionsThatAReflectorInForceNeverReportedAreFalse() {
    everythingIsFine();
    sessions.remove(new SessionKey("reflector", TOKYO.nodes().getFirst().address()));
    assertThat(condition(Type.PEERED).status()).isEqualTo(Status.FALSE);
  }

  @Test
  void aRouterThatReportsAnotherStateSinceIsBelieved() {
    everythingIsFine();
    Map<String, String> connecting = Map.of(REFLECTOR.address(), "Connect");
    routers.put("paris/paris-1", new RouterSessions(connecting, NOON.minusSeconds(1)));
    assertThat(condition(Type.PEERED).status()).isEqualTo(Status.TRUE);
    routers.put("paris/paris-1", new RouterSessions(connecting, NOON.plusSeconds(1)));
    assertThat(condition(Type.PEERED).status()).isEqualTo(Status.FALSE);
  }

  @Test
  void routesThatWereReadBeforeTheDeclarationAreUnknown() {
    everythingIsFine();
    routes.put("paris/paris-1", new NodeRoutes(0, 0, NOON, Map.of()));
    assertThat(condition(Type.ROUTES_INSTALLED).status()).isEqualTo(Status.UNKNOWN);
    assertThat(condition(Type.READY).status()).isEqualTo(Status.UNKNOWN);
    assertThat(condition(Type.READY).reason()).isEqualTo("RoutesInstalledUnknown");
  }

  @Test
  void missingRoutesAreFalse() {
    everythingIsFine();
    routes.put(
        "paris/paris-1", new NodeRoutes(2, 1, NOON, Map.of(routeTo(TOKYO, 0), "no session")));
    assertThat(condition(Type.ROUTES_INSTALLED).status()).isEqualTo(Status.FALSE);
    assertThat(condition(Type.ROUTES_INSTALLED).message())
        .isEqualTo("paris/paris-1 lacks 1 of 2: no session.");
  }

  @Test
  void missingRoutesThatAreNotNamedAreUnknown() {
    everythingIsFine();
    routes.put("paris/paris-1", new NodeRoutes(2, 1, NOON, Map.of()));
    assertThat(condition(Type.ROUTES_INSTALLED).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void oneInterconnectDoesNotSpoilAnotherOfTheSameCluster() {
    everythingIsFine();
    others.add(france);
    revisions.put("other", Map.of("france", 1L));
    for (Node node : PARIS.nodes()) {
      session("other", node, false);
      routes.put(
          id(PARIS, node), new NodeRoutes(4, 1, LATER, Map.of(routeTo(LYON, 1), "no session")));
    }
    pairs.put("paris/lyon", new PairReach(Reachability.UNREACHABLE, "nobody answers"));

    assertThat(all(asia, List.of()))
        .filteredOn(c -> c.type() != Type.DRIFTED)
        .extracting(Condition::status)
        .containsOnly(Status.TRUE);
    assertThat(condition(france, Type.PEERED).status()).isEqualTo(Status.FALSE);
    assertThat(condition(france, Type.ROUTES_INSTALLED).message())
        .isEqualTo(
            "paris/paris-1 lacks 1 of 2: no session; paris/paris-2 lacks 1 of 2: no session.");
    assertThat(condition(france, Type.REACHABLE).message()).contains("nobody answers");
  }

  @Test
  void aLaterInterconnectDoesNotMakeTheRoutesOfAnOlderOneUnknown() {
    everythingIsFine();
    others.add(france);
    assertThat(condition(Type.ROUTES_INSTALLED).status()).isEqualTo(Status.TRUE);
    assertThat(condition(france, Type.ROUTES_INSTALLED).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void partialReachabilityIsFalse() {
    everythingIsFine();
    pairs.put("paris/tokyo", new PairReach(Reachability.PARTIAL, "3 of 4 answer"));
    assertThat(condition(Type.REACHABLE).status()).isEqualTo(Status.FALSE);
    assertThat(condition(Type.REACHABLE).message()).isEqualTo("paris/tokyo: 3 of 4 answer.");
  }

  @Test
  void aRoundThatCouldNotMeasureIsUnknownWithItsReason() {
    everythingIsFine();
    pairs.remove("tokyo/paris");
    pairs.put(
        "paris/tokyo", new PairReach(Reachability.UNKNOWN, "the API server forbids exec in pods"));
    assertThat(condition(Type.REACHABLE).status()).isEqualTo(Status.UNKNOWN);
    assertThat(condition(Type.REACHABLE).reason()).isEqualTo("NotMeasured");
    assertThat(condition(Type.REACHABLE).message())
        .isEqualTo("paris/tokyo: the API server forbids exec in pods.");
  }

  @Test
  void aWithdrawnInterconnectIsNotReadyWhateverElseHolds() {
    everythingIsFine();
    asia = asia.beingWithdrawn();
    assertThat(condition(Type.READY).reason()).isEqualTo("Withdrawing");
  }

  @Test
  void theTimeStaysWhileTheStatusDoes() {
    everythingIsFine();
    List<Condition> before = new ArrayList<>();
    for (Type type : Type.values()) {
      before.add(new Condition(type, Status.TRUE, "Before", "before", NOON));
    }
    session("reflector", TOKYO.nodes().getFirst(), false);
    Map<Type, Instant> since = new HashMap<>();
    all(asia, before).forEach(c -> since.put(c.type(), c.since()));
    assertThat(since.get(Type.CONFIGURED)).isEqualTo(NOON);
    assertThat(since.get(Type.PEERED)).isEqualTo(LATER);
  }
}
