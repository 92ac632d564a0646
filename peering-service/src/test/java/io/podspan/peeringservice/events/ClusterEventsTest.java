package io.podspan.peeringservice.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ClusterState;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.ClusterChanged;
import io.podspan.events.IntentEvent.NodeChanged;
import io.podspan.events.IntentEvent.NodeJoined;
import io.podspan.events.IntentEvent.NodeLeft;
import io.podspan.events.NodeState;
import io.podspan.events.world.World;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.KnownCluster.Origins;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterEventsTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Node FIRST = PARIS.nodes().getFirst();
  private static final Node SECOND = PARIS.nodes().getLast();
  private static final Node THIRD = Samples.node("paris", 1, 3);

  private static KnownCluster known(Node... nodes) {
    return Samples.known(PARIS.with(List.of(nodes)));
  }

  private static KnownCluster following(String cidr, Node... nodes) {
    Cluster cluster =
        new Cluster(
            "paris",
            PARIS.cni(),
            PARIS.cniVersion(),
            PARIS.asn(),
            Samples.cidrs(cidr),
            PARIS.serviceCidrs(),
            List.of(nodes),
            PARIS.access());
    return new KnownCluster(
        Samples.said(cluster),
        cluster,
        new Origins("here", "the union of the nodes' pod CIDRs", "here"),
        Samples.NOON,
        Samples.NOON);
  }

  @Test
  void aCautionOfTheAccessThatComesOrGoesIsTold() {
    KnownCluster safe = known(FIRST);
    KnownCluster risky =
        new KnownCluster(
            safe.said(),
            safe.cluster(),
            safe.origins(),
            safe.registeredAt(),
            safe.readAt(),
            safe.leftOut(),
            List.of("The certificate of the API server is not checked."));
    assertThat(ClusterEvents.changed(safe, risky))
        .singleElement()
        .extracting(event -> ((IntentEvent.ClusterChanged) event).cluster().cautions())
        .isEqualTo(List.of("The certificate of the API server is not checked."));
    assertThat(ClusterEvents.changed(risky, safe))
        .singleElement()
        .extracting(event -> ((IntentEvent.ClusterChanged) event).cluster().cautions())
        .isNull();
  }

  @Test
  void aNewClusterIsToldAfterItsNodes() {
    List<IntentEvent> events = ClusterEvents.registered(known(FIRST, SECOND));
    assertThat(events)
        .extracting(IntentEvent::subject)
        .containsExactly("node/paris/paris-1", "node/paris/paris-2", "cluster/paris");
    ClusterState paris = World.EMPTY.after(events).clusters().get("paris");
    assertThat(paris.nodes()).extracting(NodeState::name).containsExactly("paris-1", "paris-2");
    assertThat(paris.podCidrs()).containsExactly("10.1.0.0/16");
  }

  @Test
  void onlyTheNodesThatAreOtherOnesAreTold() {
    Node out = new Node(SECOND.name(), SECOND.address(), SECOND.podCidrs(), "It is not Ready.");
    assertThat(ClusterEvents.changed(known(FIRST, SECOND), known(out, THIRD)))
        .containsExactly(
            new NodeChanged("paris", Contract.state(out)),
            new NodeJoined("paris", Contract.state(THIRD)),
            new NodeLeft("paris", "paris-1"));
    assertThat(ClusterEvents.changed(known(FIRST, SECOND), known(SECOND, FIRST))).isEmpty();
  }

  @Test
  void aClusterWhosePodCidrsFollowItsNodesIsNotToldWhenANodeJoins() {
    assertThat(
            ClusterEvents.changed(
                following("10.1.1.0/24", FIRST), following("10.1.0.0/22", FIRST, THIRD)))
        .containsExactly(new NodeJoined("paris", Contract.state(THIRD)));
  }

  @Test
  void aClusterThatLooksDifferentItselfIsToldWithoutItsNodes() {
    KnownCluster before = known(FIRST, SECOND);
    assertThat(ClusterEvents.changed(before, following("10.1.0.0/16", FIRST, SECOND)))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .isInstanceOfSatisfying(
                        ClusterChanged.class,
                        changed -> assertThat(changed.cluster().podCidrs()).isEmpty()));
  }

  @Test
  void aRemovedClusterTakesEachOfItsNodesBack() {
    List<IntentEvent> before = ClusterEvents.registered(known(FIRST, SECOND));
    List<IntentEvent> removed = ClusterEvents.removed(known(FIRST, SECOND));
    assertThat(World.EMPTY.after(before).after(removed)).isEqualTo(World.EMPTY);
  }
}
