package io.podspan.peeringservice.peering.intent;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.intent.Condition.Status;
import io.podspan.peeringservice.peering.intent.Condition.Type;
import io.podspan.peeringservice.peering.intent.Conditions.NodeRoutes;
import io.podspan.peeringservice.peering.intent.Conditions.PairReach;
import io.podspan.peeringservice.peering.intent.Conditions.SessionKey;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Cluster TOKYO = Samples.cluster("tokyo", 3, Samples.CALICO);

  private Interconnect interconnect =
      new Interconnect("asia", 1, List.of("paris", "tokyo"), List.of(REFLECTOR), false, NOON);
  private final List<Rollout> rollouts = new ArrayList<>();
  private List<String> behind = List.of();
  private final Map<SessionKey, Boolean> sessions = new HashMap<>();
  private final Map<String, NodeRoutes> routes = new HashMap<>();
  private final Map<String, PairReach> pairs = new HashMap<>();

  private void everythingIsFine() {
    for (Cluster cluster : List.of(PARIS, TOKYO)) {
      rollouts.add(rollout(cluster, new RolloutState.Completed(NOON), null));
      for (Node node : cluster.nodes()) {
        sessions.put(new SessionKey("reflector", node.address()), true);
        routes.put(cluster.name() + "/" + node.name(), new NodeRoutes(2, 0));
      }
    }
    pairs.put("paris/tokyo", new PairReach("REACHABLE", "all answer"));
    pairs.put("tokyo/paris", new PairReach("REACHABLE", "all answer"));
  }

  private static Rollout rollout(Cluster cluster, RolloutState state, Failure failure) {
    List<NodeStep> steps = List.of();
    return new Rollout(
        cluster.name(),
        "asia",
        1,
        cluster.name(),
        Direction.JOIN,
        List.of(REFLECTOR),
        state,
        null,
        steps,
        failure,
        NOON,
        NOON);
  }

  private Condition condition(Type type) {
    return all(List.of()).stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }

  private List<Condition> all(List<Condition> before) {
    return Conditions.of(
        new Conditions.Known(
            interconnect, List.of(PARIS, TOKYO), rollouts, behind, sessions, routes, pairs),
        before,
        NOON.plusSeconds(60));
  }

  @Test
  void allAreTrueWhenEverythingIsFine() {
    everythingIsFine();
    assertThat(all(List.of())).extracting(Condition::status).containsOnly(Status.TRUE);
    assertThat(all(List.of())).extracting(Condition::type).containsExactly(Type.values());
  }

  @Test
  void nothingIsKnownRightAfterTheDeclaration() {
    behind = List.of("reflector");
    assertThat(all(List.of()))
        .extracting(Condition::status)
        .containsExactly(
            Status.TRUE, Status.FALSE, Status.FALSE, Status.UNKNOWN, Status.UNKNOWN, Status.FALSE);
    assertThat(condition(Type.CONFIGURED).reason()).isEqualTo("ReflectorBehind");
  }

  @Test
  void aStoppedRolloutSaysWhereAndWhy() {
    everythingIsFine();
    rollouts.set(
        0,
        rollout(
            PARIS,
            new RolloutState.RolledBack(NOON),
            new Failure("paris-1", "no session.", "look")));
    assertThat(condition(Type.CONFIGURED).reason()).isEqualTo("RolledBack");
    assertThat(condition(Type.CONFIGURED).message())
        .isEqualTo("The rollout of paris stopped at node paris-1: no session.");
    assertThat(condition(Type.READY).reason()).isEqualTo("NotConfigured");
  }

  @Test
  void missingSessionsAreCountedAndNamed() {
    everythingIsFine();
    sessions.put(new SessionKey("reflector", TOKYO.nodes().getFirst().address()), false);
    assertThat(condition(Type.PEERED).message())
        .isEqualTo("3 of 4 sessions are up; missing: tokyo/tokyo-1 with reflector.");
  }

  @Test
  void routesThatWereReadBeforeTheDeclarationProveNothing() {
    everythingIsFine();
    routes.put("paris/paris-1", new NodeRoutes(0, 0));
    assertThat(condition(Type.ROUTES_INSTALLED).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void missingRoutesAreFalse() {
    everythingIsFine();
    routes.put("paris/paris-1", new NodeRoutes(2, 1));
    assertThat(condition(Type.ROUTES_INSTALLED).status()).isEqualTo(Status.FALSE);
    assertThat(condition(Type.ROUTES_INSTALLED).message()).isEqualTo("paris/paris-1 lacks 1 of 2.");
  }

  @Test
  void partialReachabilityIsFalse() {
    everythingIsFine();
    pairs.put("paris/tokyo", new PairReach("PARTIAL", "3 of 4 answer"));
    assertThat(condition(Type.REACHABLE).message()).isEqualTo("paris/tokyo: 3 of 4 answer.");
  }

  @Test
  void aWithdrawnInterconnectIsNotReadyWhateverElseHolds() {
    everythingIsFine();
    interconnect = interconnect.beingWithdrawn();
    assertThat(condition(Type.READY).reason()).isEqualTo("Withdrawing");
  }

  @Test
  void theTimeStaysWhileTheStatusDoes() {
    everythingIsFine();
    List<Condition> before = new ArrayList<>();
    for (Type type : Type.values()) {
      before.add(new Condition(type, Status.TRUE, "Before", "before", NOON));
    }
    sessions.put(new SessionKey("reflector", TOKYO.nodes().getFirst().address()), false);
    Map<Type, java.time.Instant> since = new HashMap<>();
    all(before).forEach(c -> since.put(c.type(), c.since()));
    assertThat(since.get(Type.CONFIGURED)).isEqualTo(NOON);
    assertThat(since.get(Type.PEERED)).isEqualTo(NOON.plusSeconds(60));
  }
}
