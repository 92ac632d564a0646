package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.cidrs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Remarks;
import io.podspan.peeringservice.peering.ClusterReading.RouterFacts;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.NodeChoice.LeftOut;
import io.podspan.peeringservice.peering.RegistrationDecision.Accepted;
import io.podspan.peeringservice.peering.RegistrationDecision.Refused;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which nodes are joined with which addresses, where nodes and routers say different things. */
class NodeChoiceTest {
  private static final long ROUTERS_ASN = 64512;
  private static final Registration SAID =
      Samples.said(Samples.cluster("paris", 1, Samples.KUBE_ROUTER));

  private static NodeReading node(String name, String address, String cidr, String... annotation) {
    return new NodeReading(
        name,
        address,
        cidr.isEmpty() ? List.of() : cidrs(cidr),
        true,
        annotation.length == 0 ? Map.of() : Map.of(annotation[0], annotation[1]));
  }

  private static RouterFacts facts(List<Violation> faults) {
    return new RouterFacts(
        "kube-system/r",
        true,
        faults,
        new Placement(Map.of("os", "linux"), List.of(), List.of()),
        List.of("r/pod-cidrs", "r/pod-cidr"),
        List.of("r/address"));
  }

  private static FoundRouter router(RouterFacts facts, String... pools) {
    return new FoundRouter(
        Samples.KUBE_ROUTER,
        null,
        new Sourced<>(ROUTERS_ASN, "here"),
        new Sourced<>(cidrs(pools), "pools"),
        new Sourced<>(List.of(), "not known"),
        Map.of(),
        facts);
  }

  private static RouterFacts everywhere() {
    RouterFacts facts = facts(List.of());
    return new RouterFacts(
        facts.place(),
        false,
        List.of(),
        Placement.EVERYWHERE,
        facts.cidrAnnotations(),
        facts.addressAnnotations());
  }

  private static ClusterReading reading(
      FoundRouter router, List<String> cluster, NodeReading... nodes) {
    return new ClusterReading(
        List.of(nodes),
        List.of(router),
        List.of(),
        List.of(Samples.KUBE_ROUTER),
        new Sourced<>(cidrs(cluster.toArray(new String[0])), "kubeadm"),
        new Sourced<>(List.of(), "not known"));
  }

  private static Cluster accepted(ClusterReading reading) {
    return ((Accepted) RegistrationDecision.of(SAID, reading)).cluster();
  }

  @Test
  void oneNodeWithoutAnAddressDoesNotStopTheOthers() {
    ClusterReading reading =
        reading(
            router(everywhere()),
            List.of(),
            node("n1", "192.0.2.81", "10.65.1.0/24"),
            node("fresh2", null, ""),
            node("edge3", null, "10.65.3.0/24"));
    assertThat(accepted(reading).nodes()).extracting(Node::name).containsExactly("n1");
    assertThat(RegistrationDecision.leftOut(SAID, reading))
        .extracting(LeftOut::node, LeftOut::code)
        .containsExactly(
            tuple("fresh2", "node-without-address"), tuple("edge3", "node-without-address"));
  }

  @Test
  void nodesThatNeverGetARouterAreNotPlanned() {
    NodeReading linux =
        new NodeReading(
            "n1",
            "192.0.2.71",
            cidrs("10.64.1.0/24"),
            true,
            Map.of(),
            Map.of("os", "linux"),
            List.of());
    ClusterReading reading =
        reading(
            router(facts(List.of())), List.of(), linux, node("win2", "192.0.2.72", "10.64.2.0/24"));
    assertThat(accepted(reading).nodes()).extracting(Node::name).containsExactly("n1");
    assertThat(RegistrationDecision.leftOut(SAID, reading))
        .extracting(LeftOut::node, LeftOut::code)
        .containsExactly(tuple("win2", "node-without-router"));
  }

  @Test
  void theRoutersOwnPodCidrGoesBeforeTheSpec() {
    ClusterReading reading =
        reading(
            router(everywhere()),
            List.of("10.60.0.0/16"),
            node("n1", "192.0.2.41", "10.60.1.0/24", "r/pod-cidr", "10.61.1.0/24"),
            node("n2", "192.0.2.42", "", "r/pod-cidrs", "10.61.2.0/24,fd00:61::/64"));
    assertThat(accepted(reading).nodes())
        .extracting(Node::podCidrs)
        .containsExactly(cidrs("10.61.1.0/24"), cidrs("10.61.2.0/24", "fd00:61::/64"));
    assertThat(accepted(reading).podCidrs())
        .isEqualTo(cidrs("10.61.1.0/24", "10.61.2.0/24", "fd00:61::/64"));
  }

  @Test
  void anAnnotationThatCannotBeReadLeavesItsNodeOut() {
    ClusterReading reading =
        reading(
            router(everywhere()),
            List.of(),
            node("n1", "192.0.2.41", "10.60.1.0/24", "r/pod-cidr", "10.61.1.0"),
            node("n2", "192.0.2.42", "10.60.2.0/24"));
    assertThat(RegistrationDecision.leftOut(SAID, reading))
        .extracting(LeftOut::node, LeftOut::code)
        .containsExactly(tuple("n1", "node-pod-cidr-unreadable"));
  }

  @Test
  void theRoutersOwnAddressGoesBeforeTheInternalIp() {
    ClusterReading reading =
        reading(
            router(everywhere()),
            List.of("10.60.0.0/16"),
            node("vb1", "10.0.2.15", "", "r/address", "192.168.56.11/24"),
            node("vb2", "10.0.2.15", "", "r/address", "192.168.56.12/24"));
    assertThat(accepted(reading).nodes())
        .extracting(Node::address)
        .containsExactly("192.168.56.11", "192.168.56.12");
  }

  @Test
  void theRoutersPoolsGoBeforeKubeadm() {
    ClusterReading reading =
        reading(
            router(everywhere(), "192.168.0.0/16", "172.20.0.0/14"),
            List.of("10.244.0.0/16"),
            node("n1", "192.0.2.61", "192.168.7.64/26"));
    assertThat(accepted(reading).podCidrs()).isEqualTo(cidrs("192.168.0.0/16", "172.20.0.0/14"));
    assertThat(accepted(reading).nodeMesh()).isFalse();
  }

  private static ClusterReading withAsns(String... asns) {
    return withAsns(null, asns);
  }

  private static ClusterReading withAsns(@Nullable Long otherwise, String... asns) {
    NodeReading[] nodes = new NodeReading[asns.length];
    for (int i = 0; i < asns.length; i++) {
      String[] annotation = asns[i].isEmpty() ? new String[0] : new String[] {"r/asn", asns[i]};
      nodes[i] =
          node("n" + (i + 1), "192.0.2." + (i + 1), "10.60." + (i + 1) + ".0/24", annotation);
    }
    return reading(
        router(
            new RouterFacts(
                "x",
                false,
                List.of(),
                Placement.EVERYWHERE,
                List.of(),
                List.of(),
                "r/asn",
                otherwise)),
        List.of(),
        nodes);
  }

  @Test
  void theAsNumberOfTheNodesGoesBeforeTheRouters() {
    ClusterReading reading = withAsns("64601", "", "64601", "AS64601");
    Accepted accepted = (Accepted) RegistrationDecision.of(SAID, reading);
    assertThat(accepted.cluster().asn()).isEqualTo(64601);
    assertThat(accepted.origins().asn()).isEqualTo("the nodes' annotation r/asn");
    assertThat(accepted.cluster().nodes()).extracting(Node::name).containsExactly("n1", "n3");
    assertThat(accepted.leftOut())
        .extracting(LeftOut::node, LeftOut::code, LeftOut::why)
        .containsExactly(
            tuple(
                "n2",
                "node-of-another-as",
                "The node n2 is left out, because it has no annotation r/asn, and its router does"
                    + " not speak BGP without it."),
            tuple(
                "n4",
                "node-of-another-as",
                "The node n4 is left out, because it has the annotation r/asn with \"AS64601\", which"
                    + " is not an AS number that Podspan can read."));
  }

  @Test
  void nodesOfSeveralAsesAreRefusedUnlessTheOperatorSaysWhichOne() {
    ClusterReading reading = withAsns("64601", "64602", "64602");
    assertThat(((Refused) RegistrationDecision.of(SAID, reading)).violations())
        .containsExactly(
            new Violation(
                "node-asns-differ",
                "asn",
                "The nodes are in several ASes by their annotation r/asn: 64601 (1 nodes), 64602 (2"
                    + " nodes).",
                "Give asn at the registration of the cluster. The nodes of that AS are joined."));
    Registration said =
        new Registration("paris", SAID.access(), null, 64601L, List.of(), List.of());
    Accepted accepted = (Accepted) RegistrationDecision.of(said, reading);
    assertThat(accepted.cluster().asn()).isEqualTo(64601);
    assertThat(accepted.cluster().nodes()).extracting(Node::name).containsExactly("n1");
  }

  @Test
  void whereAnAnnotationIsNotNeededNodesWithoutItAreInTheClustersAs() {
    ClusterReading reading = withAsns(ROUTERS_ASN, "64601", "", "64601");
    Accepted accepted = (Accepted) RegistrationDecision.of(SAID, reading);
    assertThat(accepted.cluster().asn()).isEqualTo(ROUTERS_ASN);
    assertThat(accepted.origins().asn()).isNotEqualTo("the nodes' annotation r/asn");
    assertThat(accepted.cluster().nodes()).extracting(Node::name).containsExactly("n2");
    assertThat(accepted.leftOut())
        .extracting(LeftOut::node, LeftOut::code)
        .containsExactly(tuple("n1", "node-of-another-as"), tuple("n3", "node-of-another-as"));
    assertThat(
            ((Accepted) RegistrationDecision.of(SAID, withAsns(ROUTERS_ASN, "64601", "64601")))
                .cluster()
                .asn())
        .as("all nodes have one of their own")
        .isEqualTo(64601);
  }

  @Test
  void aNodeOfAnotherAsCostsAKnownClusterNothing() {
    Accepted accepted =
        (Accepted) RegistrationDecision.again(SAID, withAsns("64601", "64602", "64602"));
    assertThat(accepted.cluster().asn()).isEqualTo(64602);
    assertThat(accepted.cluster().nodes()).extracting(Node::name).containsExactly("n2", "n3");
  }

  @Test
  void anAddressThatCannotBeReadLeavesItsNodeOut() {
    ClusterReading reading =
        reading(
            router(everywhere()),
            List.of(),
            node("n1", "10.0.2.15", "10.60.1.0/24", "r/address", "none"),
            node("n2", "192.0.2.42", "10.60.2.0/24"));
    assertThat(((Accepted) RegistrationDecision.of(SAID, reading)).leftOut())
        .extracting(LeftOut::node, LeftOut::code)
        .containsExactly(tuple("n1", "node-address-unreadable"));
  }

  @Test
  void whatTheRouterCannotSayIsARefusalUnlessTheOperatorSaysIt() {
    Violation unreadable = new Violation("asn-unreadable", "asn", "It cannot be read.", "Say it.");
    RouterFacts facts = facts(List.of(unreadable));
    ClusterReading reading =
        reading(
            router(
                new RouterFacts(
                    "x", null, facts.faults(), Placement.EVERYWHERE, List.of(), List.of())),
            List.of(),
            node("n1", "192.0.2.61", "10.60.1.0/24"));
    assertThat(RegistrationDecision.of(SAID, reading)).isEqualTo(new Refused(List.of(unreadable)));
    Registration said =
        new Registration("paris", SAID.access(), null, 65001L, List.of(), List.of());
    assertThat(RegistrationDecision.of(said, reading))
        .isInstanceOfSatisfying(
            Accepted.class, a -> assertThat(a.cluster().asn()).isEqualTo(65001));
  }

  @Test
  void routersThatSpeakNoBgpAreNamed() {
    ClusterReading reading =
        new ClusterReading(
            List.of(node("n1", "192.0.2.61", "10.60.1.0/24")),
            List.of(),
            List.of(),
            List.of(Samples.KUBE_ROUTER),
            new Sourced<>(List.of(), "not known"),
            new Sourced<>(List.of(), "not known"),
            null,
            new Remarks("in any namespace", List.of("kube-router in a/b does not speak BGP.")));
    assertThat(((Refused) RegistrationDecision.of(SAID, reading)).violations())
        .extracting(Violation::code)
        .containsExactly("no-bgp-router");
  }
}
