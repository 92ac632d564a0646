package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.cidrs;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.RegistrationDecision.Accepted;
import io.podspan.peeringservice.peering.RegistrationDecision.Refused;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistrationDecisionTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final ClusterReading READ = Samples.reading(PARIS);

  private static List<String> codes(RegistrationDecision decision) {
    return ((Refused) decision).violations().stream().map(Violation::code).toList();
  }

  private static RegistrationDecision decide(List<FoundRouter> routers, RouterKind said) {
    return RegistrationDecision.of(
        new Registration("paris", PARIS.access(), said, null, List.of(), List.of()),
        new ClusterReading(
            READ.nodes(),
            routers,
            List.of(),
            READ.supported(),
            READ.podCidrs(),
            READ.serviceCidrs()));
  }

  @Test
  void takesWhatIsRead() {
    assertThat(RegistrationDecision.of(Samples.said(PARIS), READ))
        .isInstanceOfSatisfying(Accepted.class, a -> assertThat(a.cluster()).isEqualTo(PARIS));
  }

  @Test
  void whatIsSaidGoesBeforeWhatIsRead() {
    Registration said =
        new Registration(
            "paris", PARIS.access(), null, 65001L, cidrs("10.0.0.0/12"), cidrs("10.96.0.0/16"));
    assertThat(RegistrationDecision.of(said, READ))
        .isInstanceOfSatisfying(
            Accepted.class,
            a -> {
              assertThat(a.cluster().asn()).isEqualTo(65001);
              assertThat(a.cluster().podCidrs()).isEqualTo(cidrs("10.0.0.0/12"));
              assertThat(a.cluster().serviceCidrs()).isEqualTo(cidrs("10.96.0.0/16"));
              assertThat(a.origins().podCidrs()).isEqualTo("said at registration");
            });
  }

  @Test
  void refusesAClusterWithoutAKnownRouter() {
    assertThat(codes(decide(List.of(), null))).containsExactly("unknown-cni");
  }

  private static RegistrationDecision withAntrea(List<FoundRouter> routers) {
    return RegistrationDecision.of(
        Samples.said(PARIS),
        new ClusterReading(
            READ.nodes(),
            routers,
            List.of("Antrea"),
            READ.supported(),
            READ.podCidrs(),
            READ.serviceCidrs()));
  }

  @Test
  void refusesAPodNetworkWithoutADriver() {
    assertThat(codes(withAntrea(List.of()))).containsExactly("unsupported-cni");
  }

  @Test
  void refusesToGuessBetweenARouterAndAPodNetworkWithoutADriver() {
    assertThat(codes(withAntrea(READ.routers()))).containsExactly("ambiguous-cni");
  }

  @Test
  void refusesToGuessBetweenTwoRouters() {
    List<FoundRouter> both =
        List.of(Samples.found(Samples.KUBE_ROUTER, 64512), Samples.found(Samples.CALICO, 65003));
    assertThat(codes(decide(both, null))).containsExactly("ambiguous-cni");
    assertThat(decide(both, Samples.CALICO))
        .isInstanceOfSatisfying(
            Accepted.class, a -> assertThat(a.cluster().asn()).isEqualTo(65003));
  }

  @Test
  void refusesASaidCniThatIsNotThere() {
    assertThat(codes(decide(READ.routers(), Samples.CALICO))).containsExactly("unknown-cni");
  }

  @Test
  void refusesNodesThatCannotPeer() {
    ClusterReading read =
        new ClusterReading(
            List.of(new NodeReading("paris-1", null, cidrs("10.1.1.0/24"), true, Map.of())),
            READ.routers(),
            List.of(),
            READ.supported(),
            READ.podCidrs(),
            READ.serviceCidrs());
    assertThat(codes(RegistrationDecision.of(Samples.said(PARIS), read)))
        .containsExactly("node-without-address");
  }

  private static ClusterReading reading(List<NodeReading> nodes, FoundRouter router) {
    return new ClusterReading(
        nodes,
        List.of(router),
        List.of(),
        READ.supported(),
        new Sourced<>(List.of(), "not known"),
        new Sourced<>(List.of(), "not known"));
  }

  private static NodeReading node(String name, String address, String... podCidrs) {
    return new NodeReading(name, address, cidrs(podCidrs), true, Map.of());
  }

  @Test
  void takesTheUnionOfTheNodesWhereNothingElseNamesThePodCidrs() {
    List<NodeReading> nodes =
        List.of(
            node("paris-1", "198.18.1.1", "10.1.0.0/24"),
            node("paris-2", "198.18.1.2", "10.1.1.0/24"));
    assertThat(
            RegistrationDecision.of(
                Samples.said(PARIS), reading(nodes, Samples.found(Samples.KUBE_ROUTER, 64512))))
        .isInstanceOfSatisfying(
            Accepted.class,
            a -> {
              assertThat(a.cluster().podCidrs()).isEqualTo(cidrs("10.1.0.0/23"));
              assertThat(a.cluster().serviceCidrs()).isEmpty();
              assertThat(a.origins().serviceCidrs()).isEqualTo("not known");
            });
  }

  @Test
  void whatTheRouterGivesToNodesGoesBeforeTheirSpec() {
    FoundRouter router =
        new FoundRouter(
            Samples.CALICO,
            null,
            new Sourced<>(64512L, "here"),
            new Sourced<>(cidrs("10.7.0.0/16"), "pools"),
            new Sourced<>(cidrs("10.107.0.0/16"), "flag"),
            Map.of("paris-1", cidrs("10.7.1.0/26")));
    assertThat(
            RegistrationDecision.of(
                Samples.said(PARIS),
                reading(List.of(node("paris-1", "198.18.1.1", "10.1.0.0/24")), router)))
        .isInstanceOfSatisfying(
            Accepted.class,
            a -> {
              assertThat(a.cluster().nodes().getFirst().podCidrs()).isEqualTo(cidrs("10.7.1.0/26"));
              assertThat(a.cluster().podCidrs()).isEqualTo(cidrs("10.7.0.0/16"));
              assertThat(a.cluster().serviceCidrs()).isEqualTo(cidrs("10.107.0.0/16"));
            });
  }

  @Test
  void refusesWhenNothingNamesThePodCidrs() {
    ClusterReading read =
        reading(List.of(node("paris-1", "198.18.1.1")), Samples.found(Samples.KUBE_ROUTER, 64512));
    assertThat(codes(RegistrationDecision.of(Samples.said(PARIS), read)))
        .containsExactly("no-pod-cidrs");
  }

  @Test
  void refusesPodCidrsThatLeaveANodeOut() {
    Registration said =
        new Registration("paris", PARIS.access(), null, null, cidrs("10.1.1.0/24"), List.of());
    assertThat(codes(RegistrationDecision.of(said, READ)))
        .containsExactly("node-outside-pod-cidrs");
  }

  @Test
  void refusesPodsAndServicesInTheSamePlace() {
    Registration said =
        new Registration("paris", PARIS.access(), null, null, List.of(), cidrs("10.1.128.0/17"));
    assertThat(codes(RegistrationDecision.of(said, READ)))
        .containsExactly("pod-cidrs-overlap-service-cidrs");
  }

  @Test
  void refusesAClusterWithoutNodes() {
    ClusterReading read =
        new ClusterReading(
            List.of(),
            READ.routers(),
            List.of(),
            READ.supported(),
            READ.podCidrs(),
            READ.serviceCidrs());
    assertThat(codes(RegistrationDecision.of(Samples.said(PARIS), read)))
        .containsExactly("no-nodes");
  }

  private static Cluster again(ClusterReading read) {
    RegistrationDecision decision = RegistrationDecision.again(Samples.said(PARIS), read);
    assertThat(decision).isInstanceOf(Accepted.class);
    return ((Accepted) decision).cluster();
  }

  private static ClusterReading withNodes(NodeReading... nodes) {
    return new ClusterReading(
        List.of(nodes),
        READ.routers(),
        List.of(),
        READ.supported(),
        READ.podCidrs(),
        READ.serviceCidrs());
  }

  private static NodeReading reading(String name, String address, String cidr, boolean ready) {
    return new NodeReading(name, address, cidrs(cidr), ready, Map.of());
  }

  @Test
  void oneNodeThatDoesNotFitCostsAKnownClusterNothing() {
    Cluster paris =
        again(
            withNodes(
                reading("paris-1", "198.18.1.1", "10.1.1.0/24", true),
                reading("paris-2", null, "10.1.2.0/24", true),
                reading("paris-3", "198.18.1.3", "10.9.3.0/24", true),
                reading("paris-4", "198.18.1.4", "10.1.4.0/24", false)));
    assertThat(paris.nodes())
        .extracting(Node::name)
        .containsExactly("paris-1", "paris-3", "paris-4");
    assertThat(paris.takingPart()).extracting(Node::name).containsExactly("paris-1");
    assertThat(paris.nodes().get(1).leftOut()).contains("10.9.3.0/24").contains("10.1.0.0/16");
    assertThat(paris.nodes().get(2).leftOut()).isEqualTo("The node paris-4 is not Ready.");
  }

  @Test
  void aNodeWithoutARouterPodIsLeftOut() {
    ClusterReading read =
        withNodes(
            reading("paris-1", "198.18.1.1", "10.1.1.0/24", true),
            reading("paris-2", "198.18.1.2", "10.1.2.0/24", true));
    assertThat(again(read).takingPart()).hasSize(2);
    assertThat(again(read.withRouters(Set.of("paris-2"))).takingPart())
        .extracting(Node::name)
        .containsExactly("paris-2");
  }

  @Test
  void aKnownClusterMayLoseAllItsNodes() {
    assertThat(again(withNodes()).nodes()).isEmpty();
  }
}
