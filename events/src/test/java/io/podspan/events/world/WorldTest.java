package io.podspan.events.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.AccessReference;
import io.podspan.events.ClusterState;
import io.podspan.events.Cni;
import io.podspan.events.IntentEvent;
import io.podspan.events.InterconnectState;
import io.podspan.events.NodeState;
import io.podspan.events.ReflectorState;
import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorldTest {
  private static final ReflectorState FIRST = new ReflectorState("first", "192.0.2.1", 179, 64512);
  private static final ReflectorState SECOND =
      new ReflectorState("second", "192.0.2.2", 179, 64512);

  private final World three =
      World.EMPTY
          .after(new IntentEvent.ClusterRegistered(cluster("paris", 1)))
          .after(new IntentEvent.ClusterRegistered(cluster("london", 2)))
          .after(new IntentEvent.ClusterRegistered(cluster("tokyo", 3)));

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
            .after(new IntentEvent.ClusterChanged(cluster("london", 2, List.of(ipv4, ipv6))))
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
