package io.podspan.peeringservice.routers.kuberouter;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Order;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerPlanTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final List<String> NODES = PARIS.nodes().stream().map(n -> n.name()).toList();
  private static final List<String> OWN = List.of("--run-router=true");
  private static final List<String> JOINED =
      List.of("--run-router=true", "--peer-router-ips=192.0.2.1", "--peer-router-asns=64512");
  private static final Map<String, String> PEER =
      Map.of(PeerAnnotations.IPS, "192.0.2.1", PeerAnnotations.ASNS, "64512");

  private static PeerPlan plan(List<String> flags, Map<String, String> onEach, Aim aim) {
    Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
    NODES.forEach(node -> nodes.put(node, onEach));
    return planOf(flags, nodes, aim);
  }

  private static PeerPlan planOf(
      List<String> flags, Map<String, Map<String, String>> nodes, Aim aim) {
    Map<String, RoutedNode> found = new LinkedHashMap<>();
    nodes.forEach((name, annotations) -> found.put(name, new RoutedNode("u-" + name, annotations)));
    return new PeerPlan.Present(new PeerFlags(List.of(), Map.of()), flags, found, false).plan(aim);
  }

  private static Aim aim(PeersBy by, Collection<Reflector> wanted, Collection<Reflector> unwanted) {
    return new Aim(
        "europe", PARIS, List.of(), wanted, unwanted, List.of(), new RouterWishes(by, false));
  }

  private static Aim join(PeersBy by) {
    return aim(by, List.of(REFLECTOR), List.of());
  }

  private static final Aim LEAVE = aim(PeersBy.FLAGS, List.of(), List.of(REFLECTOR));

  @Test
  void byAnnotationsTheDaemonSetStaysAsItIs() {
    PeerPlan plan = plan(OWN, Map.of(), join(PeersBy.ANNOTATIONS));
    assertThat(plan.flags()).isEqualTo(OWN);
    assertThat(plan.annotations().order()).isEqualTo(Order.NODE_BY_NODE);
    assertThat(plan.annotations().nodes().keySet()).containsExactlyElementsOf(NODES);
    assertThat(plan.annotations().diff())
        .containsExactly(
            "+ kube-router.io/peer.asns=64512 on " + String.join(", ", NODES),
            "+ kube-router.io/peer.ips=192.0.2.1 on " + String.join(", ", NODES));
  }

  @Test
  void whereAllIsThereNothingChanges() {
    PeerPlan plan = plan(OWN, PEER, join(PeersBy.ANNOTATIONS));
    assertThat(plan.annotations()).isNull();
    assertThat(plan.flags()).isEqualTo(OWN);
  }

  @Test
  void aLeaveTakesThePeersFromWhereTheyAre() {
    PeerPlan annotated = plan(OWN, PEER, LEAVE);
    assertThat(annotated.flags()).isEqualTo(OWN);
    assertThat(annotated.annotations().nodes().values())
        .allSatisfy(sides -> assertThat(sides.wanted()).isEmpty());
    PeerPlan flagged = plan(JOINED, Map.of(), LEAVE);
    assertThat(flagged.flags()).isEqualTo(OWN);
    assertThat(flagged.annotations()).isNull();
  }

  @Test
  void allPeersOfTheFlagsMoveToAnnotationsWhichAreWrittenFirst() {
    List<String> flags =
        List.of(
            "--peer-router-ips=198.51.100.1,192.0.2.1",
            "--run-router=true",
            "--peer-router-asns=64701,64512");
    PeerPlan plan = plan(flags, Map.of(), join(PeersBy.ANNOTATIONS));
    assertThat(plan.flags()).isEqualTo(OWN);
    assertThat(plan.annotations().order()).isEqualTo(Order.FIRST);
    assertThat(plan.annotations().nodes().get(NODES.getFirst()).wanted())
        .containsEntry(PeerAnnotations.IPS, "198.51.100.1,192.0.2.1")
        .containsEntry(PeerAnnotations.ASNS, "64701,64512");
    assertThat(plan.annotations().wanted("paris-99", new java.util.TreeMap<>()))
        .as("a node that comes later")
        .containsEntry(PeerAnnotations.IPS, "198.51.100.1,192.0.2.1");
  }

  @Test
  void theyMoveBackToFlagsAndLeaveTheAnnotationsLast() {
    PeerPlan plan = plan(OWN, PEER, join(PeersBy.FLAGS));
    assertThat(plan.flags()).isEqualTo(JOINED);
    assertThat(plan.annotations().order()).isEqualTo(Order.LAST);
    assertThat(plan.annotations().nodes().values())
        .allSatisfy(sides -> assertThat(sides.wanted()).isEmpty());
    assertThat(plan.annotations().reversed().order()).isEqualTo(Order.FIRST);
    assertThat(plan.annotations().reversed().reversed()).isEqualTo(plan.annotations());
  }

  private static Interconnect interconnect(String name, String cluster, PeersBy by) {
    return new Interconnect(
            name, 1, List.of(cluster, "london"), List.of(REFLECTOR), false, Samples.NOON)
        .wishing(new RouterWishes(by, false));
  }

  private static Aim disputed(Aim aim) {
    PeersBy other = aim.wishes().peersBy() == PeersBy.FLAGS ? PeersBy.ANNOTATIONS : PeersBy.FLAGS;
    return aim.beside(List.of(interconnect("asia", "paris", other)));
  }

  @Test
  void peersThatAnotherInterconnectWishesElsewhereStayWhereTheyAre() {
    PeerPlan inFlags = plan(JOINED, Map.of(), disputed(join(PeersBy.ANNOTATIONS)));
    assertThat(inFlags).isEqualTo(new PeerPlan(JOINED, null));
    PeerPlan annotated = plan(OWN, PEER, disputed(join(PeersBy.FLAGS)));
    assertThat(annotated).isEqualTo(new PeerPlan(OWN, null));
  }

  @Test
  void withoutAnyPeersTheWishCountsAlsoInADispute() {
    assertThat(plan(OWN, Map.of(), disputed(join(PeersBy.ANNOTATIONS))).annotations()).isNotNull();
    assertThat(plan(OWN, Map.of(), disputed(join(PeersBy.FLAGS))).flags()).isEqualTo(JOINED);
  }

  private static Aim late(Aim aim) {
    return aim.forLateNodes(Set.of(NODES.getLast()));
  }

  @Test
  void aNodeThatCameLaterGetsItsPeersWhereThoseOfTheOthersAre() {
    for (PeersBy by : PeersBy.values()) {
      PeerPlan annotated =
          planOf(OWN, Map.of(NODES.getFirst(), PEER, NODES.getLast(), Map.of()), late(join(by)));
      assertThat(annotated.flags()).isEqualTo(OWN);
      assertThat(annotated.annotations().nodes().keySet()).containsExactly(NODES.getLast());
      assertThat(plan(JOINED, Map.of(), late(join(by)))).isEqualTo(new PeerPlan(JOINED, null));
    }
  }

  @Test
  void onlyOtherInterconnectsOfTheClusterWithAnotherWishDispute() {
    Aim aim = join(PeersBy.ANNOTATIONS);
    assertThat(aim.beside(List.of(interconnect("europe", "paris", PeersBy.FLAGS))).disputed())
        .as("itself")
        .isFalse();
    assertThat(aim.beside(List.of(interconnect("asia", "tokyo", PeersBy.FLAGS))).disputed())
        .isFalse();
    assertThat(aim.beside(List.of(interconnect("asia", "paris", PeersBy.FLAGS))).disputed())
        .isTrue();
    assertThat(aim.beside(List.of(interconnect("asia", "paris", PeersBy.ANNOTATIONS))).disputed())
        .isFalse();
  }

  @Test
  void differentPeersOfNodesCannotMoveToFlags() {
    Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
    NODES.forEach(node -> nodes.put(node, Map.of()));
    nodes.put(NODES.getFirst(), PEER);
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> planOf(OWN, nodes, join(PeersBy.FLAGS)))
        .withMessageContaining("different peers");
  }

  @Test
  void aPasswordDoesNotMoveToAnnotations() {
    List<String> flags =
        List.of(
            "--peer-router-ips=198.51.100.1",
            "--peer-router-asns=64701",
            "--peer-router-passwords=c2VjcmV0");
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> plan(flags, Map.of(), join(PeersBy.ANNOTATIONS)))
        .withMessageContaining("password")
        .withMessageNotContaining("c2VjcmV0");
  }

  @Test
  void annotationsThatAreIgnoredNowAreNotWrittenOver() {
    assertThatExceptionOfType(UnusablePeersException.class)
        .isThrownBy(() -> plan(JOINED, PEER, join(PeersBy.ANNOTATIONS)))
        .withMessageContaining("ignores now");
  }
}
