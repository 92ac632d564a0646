package io.podspan.peeringservice.peering.conditions;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.conditions.ObservedState.NodeRoutes;
import io.podspan.peeringservice.peering.conditions.ObservedState.PairReach;
import io.podspan.peeringservice.peering.preflight.RouteForecast;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Oslo's routers announce only; Paris and London have kube-router. */
class AdvertiserConditionsTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Cluster LONDON = Samples.cluster("london", 2, Samples.KUBE_ROUTER);
  private static final Cluster OSLO =
      advertising(Samples.cluster("oslo", 3, new RouterKind("cilium")));
  private static final Interconnect NORTH =
      new Interconnect(
          "north", 1, List.of("paris", "london", "oslo"), List.of(REFLECTOR), false, NOON);

  private final DeclaredIntent intent =
      new DeclaredIntent(List.of(PARIS, LONDON, OSLO), List.of(NORTH));
  private final Map<String, PairReach> pairs = new HashMap<>();

  private static Cluster advertising(Cluster cluster) {
    return new Cluster(
        cluster.name(),
        cluster.cni(),
        cluster.cniVersion(),
        cluster.asn(),
        cluster.podCidrs(),
        cluster.serviceCidrs(),
        cluster.nodes(),
        cluster.access(),
        false,
        true);
  }

  private Condition condition(Type type) {
    Map<String, NodeRoutes> routes = new HashMap<>();
    for (Cluster cluster : List.of(PARIS, LONDON, OSLO)) {
      int expected = intent.expectedRoutes(cluster.name(), _ -> true);
      for (Node node : cluster.nodes()) {
        routes.put(
            cluster.name() + "/" + node.name(),
            new NodeRoutes(expected, 0, NOON.plusSeconds(1), Map.of()));
      }
    }
    ObservedState observed =
        new ObservedState(Map.of(), Map.of(), Map.of(), Map.copyOf(routes), Map.copyOf(pairs));
    return Conditions.of(
            new ConditionInputs(NORTH, intent, List.of(), observed, Map.of()), List.of(), NOON)
        .stream()
        .filter(c -> c.type() == type)
        .findFirst()
        .orElseThrow();
  }

  private void everyPairAnswers() {
    for (String from : NORTH.clusters()) {
      for (String to : NORTH.clusters()) {
        pairs.put(from + "/" + to, new PairReach(Reachability.REACHABLE, ""));
      }
    }
  }

  @Test
  void nothingIsExpectedOfItsNodesAndItsOwnRoutesAreExpectedOfOthers() {
    assertThat(intent.expectedRoutes("oslo", _ -> true)).isZero();
    assertThat(intent.routesDue("oslo", "oslo-1", _ -> true).joined()).isEmpty();
    assertThat(intent.routesDue("oslo", "oslo-1", _ -> true).own())
        .as("what it learned of its own cluster goes with the session")
        .isEmpty();
    assertThat(intent.routesDue("oslo", "oslo-1", _ -> true).announces()).isNotEmpty();
    assertThat(intent.expectedRoutes("paris", _ -> true))
        .isEqualTo(LONDON.nodes().size() + OSLO.nodes().size());
  }

  @Test
  void theRoutesConditionSaysWhoseNodesGetNone() {
    Condition routes = condition(Type.ROUTES_INSTALLED);
    assertThat(routes.status()).isEqualTo(Status.TRUE);
    assertThat(routes.reason()).isEqualTo("AdvertiseOnly");
    assertThat(routes.message()).contains("The nodes of oslo get none");
  }

  @Test
  void aPairWithItThatDoesNotAnswerIsExplained() {
    everyPairAnswers();
    pairs.put("paris/oslo", new PairReach(Reachability.UNREACHABLE, "no answer"));
    Condition reachable = condition(Type.REACHABLE);
    assertThat(reachable.status()).isEqualTo(Status.FALSE);
    assertThat(reachable.reason()).isEqualTo("AdvertiseOnly");
    assertThat(reachable.message())
        .contains("The routers of oslo only announce", "by other means", "paris/oslo: no answer");
  }

  @Test
  void aPairWithoutItThatDoesNotAnswerIsNoFaultOfIt() {
    everyPairAnswers();
    pairs.put("paris/oslo", new PairReach(Reachability.UNREACHABLE, "no answer"));
    pairs.put("paris/london", new PairReach(Reachability.UNREACHABLE, "no answer"));
    assertThat(condition(Type.REACHABLE).reason()).isEqualTo("PodsUnreachable");
  }

  @Test
  void theForecastGivesItsNodesNoRoutes() {
    RouteForecast forecast =
        RouteForecast.of(
            List.of(),
            new InterconnectRequest("north", NORTH.clusters(), NORTH.reflectors()),
            List.of(PARIS, LONDON, OSLO));
    assertThat(forecast.changes())
        .extracting(RouteForecast.Change::cluster)
        .containsExactlyInAnyOrder("paris", "london");
  }
}
