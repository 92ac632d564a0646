package io.podspan.events.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterSpec;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorSpec;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final ReflectorState FIRST = new ReflectorState("first", "192.0.2.1", 179, 64512);
  private static final ReflectorState SECOND =
      new ReflectorState("second", "192.0.2.2", 179, 64512);

  private final World three =
      World.EMPTY
          .after(new IntentEvent.ClusterRegisteredV1(cluster("paris", 1)))
          .after(new IntentEvent.ClusterRegisteredV1(cluster("london", 2)))
          .after(new IntentEvent.ClusterRegisteredV1(cluster("tokyo", 3)));

  @Test
  void clustersThatShareNoInterconnectAreNotJoined() {
    assertThat(three.joinedWith("paris")).isEmpty();
    assertThat(three.joinedPairs()).isEmpty();
    assertThat(three.expectedRoutes("paris")).isEmpty();
  }

  @Test
  void membersOfAnInterconnectAreJoinedBothWays() {
    World joined = three.after(declared("europe", List.of("paris", "london"), FIRST));
    assertThat(joined.joinedPairs())
        .containsExactly(Map.entry("london", "paris"), Map.entry("paris", "london"));
    assertThat(joined.joinedWith("tokyo")).isEmpty();
  }

  @Test
  void eachNodeExpectsThePodCidrsOfTheOtherClustersNodesByWayOfThem() {
    World joined = three.after(declared("europe", List.of("paris", "london"), FIRST));
    assertThat(joined.expectedRoutes("paris"))
        .containsExactly(
            new RouteEntry("10.2.0.0/24", "192.0.2.21"),
            new RouteEntry("10.2.1.0/24", "192.0.2.22"));
  }

  @Test
  void aClusterInTwoInterconnectsPeersWithTheReflectorsOfBoth() {
    World joined =
        three
            .after(declared("europe", List.of("paris", "london"), FIRST))
            .after(declared("world", List.of("paris", "tokyo"), SECOND));
    assertThat(joined.reflectorsOf("paris")).containsExactly(FIRST, SECOND);
    assertThat(joined.joinedWith("paris")).containsExactly("london", "tokyo");
    assertThat(joined.joinedWith("london")).containsExactly("paris");
    assertThat(joined.interconnectsThrough("second"))
        .extracting(InterconnectState::name)
        .containsExactly("world");
  }

  @Test
  void aNodeAnnouncesThePodCidrsOfItsAddresssFamily() {
    NodeState ipv4 = new NodeState("n1", "198.18.2.1", List.of("10.2.1.0/24", "fd00:2:0:1::/64"));
    NodeState ipv6 = new NodeState("n2", "2001:db8::2", List.of("10.2.2.0/24", "fd00:2:0:2::/64"));
    World joined =
        three
            .after(new IntentEvent.ClusterChangedV1(cluster("london", 2, List.of(ipv4, ipv6))))
            .after(declared("europe", List.of("paris", "london"), FIRST));

    assertThat(joined.expectedRoutes("paris"))
        .containsExactly(
            new RouteEntry("10.2.1.0/24", "198.18.2.1"),
            new RouteEntry("fd00:2:0:2::/64", "2001:db8::2"));
  }

  @Test
  void anInterconnectMayNameAClusterThatIsNotKnown() {
    World joined = three.after(declared("europe", List.of("paris", "atlantis"), FIRST));
    assertThat(joined.joinedWith("paris")).isEmpty();
    assertThat(joined.expectedRoutes("paris")).isEmpty();
  }

  @Test
  void reflectorsComeChangeAndGoAndJoinNobody() {
    ReflectorSpec rr1 = new ReflectorSpec("rr1", "192.0.2.1", 179, 64512, true, null);
    ReflectorSpec moved = new ReflectorSpec("rr1", "192.0.2.2", 179, 64512, true, "rr1.key");
    World declared = three.after(new IntentEvent.ReflectorDeclared(rr1));
    assertThat(declared.reflectors()).containsExactly(Map.entry("rr1", rr1));
    assertThat(declared).isNotEqualTo(three);
    assertThat(declared.joinedPairs()).isEqualTo(three.joinedPairs());
    World changed = declared.after(new IntentEvent.ReflectorChanged(moved));
    assertThat(changed.reflectors()).containsExactly(Map.entry("rr1", moved));
    assertThat(changed.after(new IntentEvent.ReflectorRemoved("rr1"))).isEqualTo(three);
  }

  @Test
  void aClusterOnItsWayOutHasItsPeersStillAndNobodyIsToReachIt() {
    World leaving =
        three
            .after(declared("europe", List.of("paris", "london", "tokyo"), FIRST))
            .after(
                new IntentEvent.InterconnectChanged(
                    new InterconnectState(
                        "europe",
                        2,
                        List.of("paris", "london", "tokyo"),
                        List.of(FIRST),
                        null,
                        List.of("tokyo"))));
    assertThat(leaving.reflectorsOf("tokyo")).containsExactly(FIRST);
    assertThat(leaving.joinedWith("paris")).containsExactly("london");
    assertThat(leaving.joinedWith("tokyo")).isEmpty();
    assertThat(leaving.expectedRoutes("tokyo")).isEmpty();
  }

  @Test
  void withdrawingAndRemovingLeaveNothing() {
    World left =
        three
            .after(declared("europe", List.of("paris", "london"), FIRST))
            .after(new IntentEvent.InterconnectWithdrawn("europe"))
            .after(new IntentEvent.ClusterRemoved("paris"))
            .after(new IntentEvent.ClusterRemoved("london"))
            .after(new IntentEvent.ClusterRemoved("tokyo"));
    assertThat(left).isEqualTo(World.EMPTY);
  }

  @Test
  void anEventAppliedTwiceChangesNothingTheSecondTime() {
    IntentEvent declared = declared("europe", List.of("paris", "london"), FIRST);
    assertThat(three.after(declared).after(declared)).isEqualTo(three.after(declared));
  }

  @Test
  void aClusterAndItsNodesAreRecordsOfTheirOwn() {
    ClusterState paris = cluster("paris", 1);
    assertThat(World.EMPTY.after(IntentEvent.registered(paris)).clusters())
        .containsExactly(Map.entry("paris", paris));
  }

  @Test
  void everyOrderOfRecordsLeadsToTheSameWorld() {
    ClusterState paris = cluster("paris", 1);
    World expected = World.EMPTY.after(IntentEvent.registered(paris));
    List<IntentEvent> backwards = new ArrayList<>(IntentEvent.registered(paris));
    Collections.reverse(backwards);
    assertThat(World.EMPTY.after(backwards)).isEqualTo(expected);
    assertThat(oneByOne(backwards)).isEqualTo(expected);
  }

  /** Nodes are on other partitions than their cluster when an older producer wrote them. */
  @Test
  void aClusterThatIsRegisteredAgainHasItsNodesWhenTheyComeBeforeItsRemoval() {
    ClusterState paris = cluster("paris", 1);
    World again =
        World.EMPTY
            .after(paris.nodes().stream().map(n -> new IntentEvent.NodeJoined("paris", n)).toList())
            .after(new IntentEvent.ClusterRemoved("paris"))
            .after(new IntentEvent.ClusterRegistered(paris.spec()));
    assertThat(again.clusters().get("paris")).isEqualTo(paris);
  }

  @Test
  void aRemovedClusterTakesItsNodesAlong() {
    World joined =
        World.EMPTY
            .after(IntentEvent.registered(cluster("paris", 1)))
            .after(IntentEvent.registered(cluster("london", 2)))
            .after(declared("europe", List.of("paris", "london"), FIRST));
    World removed = joined.after(new IntentEvent.ClusterRemoved("london"));
    assertThat(removed.clusters()).containsOnlyKeys("paris");
    assertThat(removed.expectedRoutes("paris")).isEmpty();
    World left =
        removed.after(
            List.of(
                new IntentEvent.NodeLeft("london", "london-n1"),
                new IntentEvent.NodeLeft("london", "london-n2")));
    World again =
        left.after(new IntentEvent.ClusterRegistered(cluster("london", 2, List.of()).spec()));
    assertThat(again.clusters().get("london").nodes()).isEmpty();
  }

  @Test
  void nodesJoinChangeAndLeave() {
    World paris = World.EMPTY.after(IntentEvent.registered(cluster("paris", 1)));
    NodeState moved = new NodeState("paris-n2", "192.0.2.99", List.of("10.1.9.0/24"));
    World after =
        paris
            .after(new IntentEvent.NodeJoined("paris", node("paris", 1, 3)))
            .after(new IntentEvent.NodeChanged("paris", moved))
            .after(new IntentEvent.NodeLeft("paris", "paris-n1"))
            .after(new IntentEvent.NodeLeft("paris", "paris-n1"));
    assertThat(after.clusters().get("paris").nodes()).containsExactly(moved, node("paris", 1, 3));
  }

  @Test
  void aRecordOfANodeGoesBeforeTheOneWithinItsCluster() {
    NodeState moved = new NodeState("paris-n2", "192.0.2.99", List.of("10.1.9.0/24"));
    World former =
        World.EMPTY
            .after(new IntentEvent.NodeChanged("paris", moved))
            .after(new IntentEvent.ClusterRegisteredV1(cluster("paris", 1)));
    assertThat(former.clusters().get("paris").nodes()).containsExactly(node("paris", 1, 1), moved);
    World now = former.after(new IntentEvent.ClusterChanged(cluster("paris", 1).spec()));
    assertThat(now.clusters().get("paris").nodes()).containsExactly(moved);
  }

  @Test
  void whereTheClusterSaysNothingThePodCidrsAreThoseOfItsNodes() {
    ClusterSpec said = cluster("paris", 1).spec();
    ClusterSpec silent =
        new ClusterSpec(
            said.name(),
            said.cni(),
            said.cniVersion(),
            said.asn(),
            List.of(),
            said.serviceCidrs(),
            said.access(),
            null);
    World paris =
        World.EMPTY
            .after(IntentEvent.registered(cluster("paris", 1)))
            .after(new IntentEvent.ClusterChanged(silent));
    assertThat(paris.clusters().get("paris").podCidrs()).containsExactly("10.1.0.0/23");
    World more = paris.after(new IntentEvent.NodeJoined("paris", node("paris", 1, 3)));
    assertThat(more.clusters().get("paris").podCidrs())
        .containsExactly("10.1.0.0/23", "10.1.2.0/24");
    World fewer = more.after(new IntentEvent.NodeLeft("paris", "paris-n1"));
    assertThat(fewer.clusters().get("paris").podCidrs())
        .containsExactly("10.1.1.0/24", "10.1.2.0/24");
  }

  @Test
  void nothingIsExpectedOfANodeThatIsLeftOut() {
    NodeState out = new NodeState("n2", "192.0.2.22", List.of("10.2.1.0/24"), "It is not Ready.");
    World joined =
        three
            .after(declared("europe", List.of("paris", "london"), FIRST))
            .after(
                new IntentEvent.ClusterChangedV1(
                    cluster("london", 2, List.of(node("london", 2, 1), out))));
    assertThat(joined.clusters().get("london").nodes()).hasSize(2);
    assertThat(joined.expectedRoutes("paris"))
        .containsExactly(new RouteEntry("10.2.0.0/24", "192.0.2.21"));
  }

  private static World oneByOne(List<IntentEvent> events) {
    World world = World.EMPTY;
    for (IntentEvent event : events) {
      world = world.after(event);
    }
    return world;
  }

  private static IntentEvent declared(
      String name, List<String> clusters, ReflectorState reflector) {
    return new IntentEvent.InterconnectDeclared(
        new InterconnectState(name, 1, clusters, List.of(reflector)));
  }

  private static ClusterState cluster(String name, int number) {
    return cluster(name, number, List.of(node(name, number, 1), node(name, number, 2)));
  }

  private static ClusterState cluster(String name, int number, List<NodeState> nodes) {
    return new ClusterState(
        name,
        Cni.KUBE_ROUTER,
        null,
        64512,
        List.of("10." + number + ".0.0/16"),
        List.of(),
        nodes,
        new AccessReference(name, null));
  }

  private static NodeState node(String cluster, int number, int node) {
    return new NodeState(
        cluster + "-n" + node,
        "192.0.2." + number + node,
        List.of("10." + number + "." + (node - 1) + ".0/24"));
  }
}
