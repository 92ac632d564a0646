package io.podspan.peeringservice.peering.conditions;

import static io.podspan.peeringservice.peering.Samples.NOON;
import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.conditions.DeclaredIntent.SessionKey;
import io.podspan.peeringservice.peering.rollout.RoutesDue;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeclaredIntentTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Cluster LYON = Samples.cluster("lyon", 2, Samples.KUBE_ROUTER);
  private static final Cluster TOKYO = Samples.cluster("tokyo", 3, Samples.CALICO);
  private static final Reflector OTHER = new Reflector("other", "192.0.2.2", 179, 64512);
  private static final ExpectedRoute TO_LYON = new ExpectedRoute("10.2.1.0/24", "198.18.2.1");
  private final DeclaredIntent intent =
      new DeclaredIntent(
          List.of(PARIS, LYON, TOKYO),
          List.of(
              new Interconnect(
                  "asia", 1, List.of("paris", "tokyo"), List.of(REFLECTOR), false, NOON),
              new Interconnect(
                  "france", 1, List.of("paris", "lyon"), List.of(OTHER), false, NOON)));

  @Test
  void aSessionBelongsToTheInterconnectsOfItsNodeAndReflector() {
    assertThat(intent.needsSession(new SessionKey("reflector", "198.18.1.1"))).isTrue();
    assertThat(intent.needsSession(new SessionKey("other", "198.18.1.1"))).isTrue();
    assertThat(intent.needsSession(new SessionKey("other", "198.18.2.1"))).isTrue();
    assertThat(intent.needsSession(new SessionKey("reflector", "198.18.2.1"))).isFalse();
  }

  @Test
  void routesAreCountedForTheInterconnectsThatCount() {
    assertThat(intent.expectedRoutes("paris", _ -> true)).isEqualTo(4);
    assertThat(intent.expectedRoutes("paris", i -> i.name().equals("asia"))).isEqualTo(2);
    assertThat(intent.expectedRoutes("lyon", i -> i.name().equals("asia"))).isZero();
    assertThat(intent.expectedRoutes("rome", _ -> true)).isZero();
  }

  @Test
  void aRouteBelongsToTheInterconnectsThatJoinItsCluster() {
    assertThat(intent.needsRoute("paris", TO_LYON, i -> i.name().equals("france"))).isTrue();
    assertThat(intent.needsRoute("paris", TO_LYON, i -> i.name().equals("asia"))).isFalse();
    assertThat(intent.needsRoute("tokyo", TO_LYON, _ -> true)).isFalse();
    assertThat(
            intent.needsRoute("paris", new ExpectedRoute("10.2.1.0/24", "198.18.2.2"), _ -> true))
        .isFalse();
  }

  @Test
  void noRouteIsDueByWayOfANodeThatTakesNoPart() {
    DeclaredIntent declared =
        new DeclaredIntent(
            List.of(withoutItsSecondNode(PARIS), withoutItsSecondNode(TOKYO)),
            intent.interconnects());

    RoutesDue due = declared.routesDue("paris", "paris-1", _ -> true);

    assertThat(due.own()).isEmpty();
    assertThat(due.joined().values()).containsExactly("tokyo/tokyo-1");
    assertThat(intent.routesDue("paris", "paris-1", i -> i.name().equals("asia")).joined())
        .hasSize(2);
  }

  private static Cluster withoutItsSecondNode(Cluster cluster) {
    Node second = cluster.nodes().getLast();
    return cluster.with(
        List.of(
            cluster.nodes().getFirst(),
            new Node(second.name(), second.address(), second.podCidrs(), "It is not Ready.")));
  }

  @Test
  void aPairBelongsToTheInterconnectsOfBoth() {
    assertThat(intent.joins("paris", "lyon")).isTrue();
    assertThat(intent.joins("lyon", "tokyo")).isFalse();
    assertThat(intent.joins("lyon", "lyon")).isFalse();
  }

  @Test
  void aNodeIsThereWhileItsClusterHasIt() {
    assertThat(intent.hasNode("paris", "paris-1")).isTrue();
    assertThat(intent.hasNode("paris", "tokyo-1")).isFalse();
    assertThat(intent.hasNode("rome", "rome-1")).isFalse();
  }
}
