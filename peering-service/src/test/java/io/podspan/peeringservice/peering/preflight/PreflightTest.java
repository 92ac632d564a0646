package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.REFLECTOR;
import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.Samples.cidrs;
import static io.podspan.peeringservice.peering.Samples.cluster;
import static io.podspan.peeringservice.peering.Samples.known;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cidr;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import io.podspan.peeringservice.peering.preflight.Preflight.Blocked;
import io.podspan.peeringservice.peering.preflight.Preflight.Passed;
import io.podspan.peeringservice.peering.router.FakeReading;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Each test differs from the passing one in one thing. */
class PreflightTest {
  private static final Cluster PARIS = cluster("paris", 1, Samples.KUBE_ROUTER);
  private static final Cluster TOKYO = cluster("tokyo", 3, Samples.CALICO);

  private static Preflight.Result check(
      List<Candidate> candidates, List<Interconnect> present, Reflector... reflectors) {
    List<KnownCluster> known = new ArrayList<>(candidates.stream().map(Candidate::known).toList());
    return Preflight.check(
        new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(reflectors)),
        candidates,
        known,
        present);
  }

  private static List<String> codes(Preflight.Result result) {
    assertThat(result).isInstanceOf(Blocked.class);
    List<Violation> violations = ((Blocked) result).violations();
    assertThat(violations)
        .allSatisfy(
            v -> {
              assertThat(v.detail()).isNotBlank().endsWith(".");
              assertThat(v.nextStep()).isNotBlank().endsWith(".");
              assertThat(v.where()).isNotBlank();
            });
    return violations.stream().map(Violation::code).distinct().toList();
  }

  private static List<String> codesWith(UnaryOperator<Cluster> otherTokyo) {
    Cluster tokyo = otherTokyo.apply(TOKYO);
    return codes(check(List.of(candidate(PARIS), candidate(tokyo)), List.of(), REFLECTOR));
  }

  @Test
  void passesWithAnExactPlanForEachCluster() {
    Preflight.Result result =
        check(List.of(candidate(PARIS), candidate(TOKYO)), List.of(), REFLECTOR);
    assertThat(result).isInstanceOf(Passed.class);
    List<ClusterPlan> plans = ((Passed) result).plans();
    assertThat(plans.get(0).change().diff()).containsExactly("+ --peer-router-ips=192.0.2.1");
    assertThat(plans.get(0).nodes()).extracting(Node::name).containsExactly("paris-1", "paris-2");
    assertThat(plans.get(1).change().diff()).containsExactly("+ --peer-router-ips=192.0.2.1");
  }

  @Test
  void blocksOverlappingPodCidrs() {
    assertThat(codesWith(t -> with(t, cidrs("10.1.0.0/16", "10.3.0.0/16"), t.serviceCidrs())))
        .containsExactly("overlapping-pod-cidrs");
  }

  @Test
  void blocksOverlappingServiceCidrs() {
    assertThat(codesWith(t -> with(t, t.podCidrs(), cidrs("10.101.64.0/18"))))
        .containsExactly("overlapping-service-cidrs");
  }

  @Test
  void blocksPodsWhereTheOtherClusterHasServices() {
    assertThat(codesWith(t -> with(t, t.podCidrs(), cidrs("10.1.0.0/20"))))
        .containsExactly("pod-cidr-overlaps-service-cidr");
  }

  private static Cluster with(Cluster c, List<Cidr> pods, List<Cidr> services) {
    return new Cluster(
        c.name(), c.cni(), c.cniVersion(), c.asn(), pods, services, c.nodes(), c.access());
  }

  @Test
  void blocksNodesWithTheSameAddress() {
    assertThat(
            codesWith(
                t ->
                    new Cluster(
                        t.name(),
                        t.cni(),
                        t.cniVersion(),
                        t.asn(),
                        t.podCidrs(),
                        t.serviceCidrs(),
                        List.of(new Node("tokyo-1", "198.18.1.1", cidrs("10.3.1.0/24"))),
                        t.access())))
        .containsExactly("duplicate-node-address");
  }

  @Test
  void blocksAnotherAsnThanTheReflectors() {
    assertThat(
            codesWith(
                t ->
                    new Cluster(
                        t.name(),
                        t.cni(),
                        t.cniVersion(),
                        65001,
                        t.podCidrs(),
                        t.serviceCidrs(),
                        t.nodes(),
                        t.access())))
        .containsExactly("asn-mismatch");
  }

  @Test
  void blocksAReflectorAtANodesAddress() {
    Reflector onNode = new Reflector("reflector", "198.18.3.2", 179, 64512);
    assertThat(codes(check(List.of(candidate(PARIS), candidate(TOKYO)), List.of(), onNode)))
        .containsExactly("reflector-on-node");
  }

  @Test
  void blocksAReflectorThatIsKnownElsewhere() {
    Interconnect other =
        new Interconnect(
            "europe", 1, List.of("paris", "london"), List.of(REFLECTOR), false, Samples.NOON);
    Reflector moved = new Reflector("reflector", "192.0.2.9", 179, 64512);
    assertThat(codes(check(List.of(candidate(PARIS), candidate(TOKYO)), List.of(other), moved)))
        .containsExactly("reflector-contradiction");
  }

  @Test
  void blocksAnUnknownCluster() {
    assertThat(codes(check(List.of(candidate(PARIS)), List.of(), REFLECTOR)))
        .containsExactly("unknown-cluster");
  }

  @Test
  void blocksAPairThatIsJoinedAlready() {
    Interconnect other =
        new Interconnect(
            "earth", 1, List.of("paris", "tokyo"), List.of(REFLECTOR), false, Samples.NOON);
    assertThat(codes(check(List.of(candidate(PARIS), candidate(TOKYO)), List.of(other), REFLECTOR)))
        .containsExactly("already-joined");
  }

  @Test
  void blocksAClusterThatOverlapsANeighbourOfAnother() {
    Cluster london =
        with(cluster("london", 2, Samples.KUBE_ROUTER), cidrs("10.3.0.0/16"), List.of());
    Interconnect europe =
        new Interconnect(
            "europe", 1, List.of("paris", "london"), List.of(REFLECTOR), false, Samples.NOON);
    Preflight.Result result =
        Preflight.check(
            new InterconnectRequest("asia", List.of("paris", "tokyo"), List.of(REFLECTOR)),
            List.of(candidate(PARIS), candidate(TOKYO)),
            List.of(known(PARIS), known(london), known(TOKYO)),
            List.of(europe));
    assertThat(codes(result)).containsExactly("overlapping-pod-cidrs");
  }

  @Test
  void blocksAClusterThatIsRolling() {
    Candidate rolling = new Candidate(known(TOKYO), candidate(TOKYO).look(), true);
    assertThat(codes(check(List.of(candidate(PARIS), rolling), List.of(), REFLECTOR)))
        .containsExactly("rollout-in-progress");
  }

  @Test
  void blocksAnUnreachableClusterAndStillChecksTheRest() {
    Candidate unseen =
        candidate(TOKYO, new Unseen(new ClusterFault.Unreachable("No answer from the API.")));
    assertThat(codes(check(List.of(candidate(PARIS), unseen), List.of(), REFLECTOR)))
        .containsExactly("cluster-unreachable");
  }

  @Test
  void blocksMissingRightsAndNamesThem() {
    Seen seen =
        new Seen(
            Samples.reading(PARIS),
            new FakeReading(Samples.FLAGS),
            List.of(new ClusterFault.Forbidden("patch", "daemonsets.apps in kube-system")));
    Preflight.Result result =
        check(List.of(candidate(PARIS, seen), candidate(TOKYO)), List.of(), REFLECTOR);
    assertThat(codes(result)).containsExactly("missing-right");
    assertThat(((Blocked) result).violations().getFirst().detail())
        .contains("patch daemonsets.apps in kube-system");
  }

  @Test
  void blocksANodeThatIsNotReady() {
    assertThat(
            codes(
                withFirstNode(
                    n -> new NodeReading(n.name(), n.address(), n.podCidrs(), false, Map.of()))))
        .containsExactly("node-not-ready");
  }

  @Test
  void blocksWhatTheRouterObjectsTo() {
    Violation objection = new Violation("peers-by-annotation", "nodes/paris-1", "It has.", "Move.");
    Seen seen =
        new Seen(
            Samples.reading(PARIS),
            new FakeReading(Samples.FLAGS, List.of(), List.of(objection)),
            List.of());
    Preflight.Result result =
        check(List.of(candidate(PARIS, seen), candidate(TOKYO)), List.of(), REFLECTOR);
    assertThat(codes(result)).containsExactly("peers-by-annotation");
    assertThat(((Blocked) result).violations().getFirst().where())
        .isEqualTo("clusters/paris/nodes/paris-1");
  }

  private static Preflight.Result withFirstNode(UnaryOperator<NodeReading> change) {
    ClusterReading read = Samples.reading(PARIS);
    List<NodeReading> nodes = new ArrayList<>(read.nodes());
    nodes.set(0, change.apply(nodes.getFirst()));
    Seen seen =
        new Seen(
            new ClusterReading(
                nodes,
                read.routers(),
                read.unsupported(),
                read.supported(),
                read.podCidrs(),
                read.serviceCidrs()),
            new FakeReading(Samples.FLAGS),
            List.of());
    return check(List.of(candidate(PARIS, seen), candidate(TOKYO)), List.of(), REFLECTOR);
  }

  @Test
  void blocksAConfigurationThatCannotBeChanged() {
    Seen seen =
        new Seen(
            Samples.reading(PARIS),
            (RouterReading) _ -> new Unplannable("The flags contradict.", "Correct them."),
            List.of());
    assertThat(
            codes(check(List.of(candidate(PARIS, seen), candidate(TOKYO)), List.of(), REFLECTOR)))
        .containsExactly("unusable-router-flags");
  }

  @Test
  void namesEverythingAtOnce() {
    Cluster bad =
        new Cluster(
            "tokyo",
            Samples.CALICO,
            null,
            65001,
            PARIS.podCidrs(),
            PARIS.serviceCidrs(),
            List.of(new Node("tokyo-1", "198.18.1.1", cidrs("10.1.9.0/24"))),
            TOKYO.access());
    assertThat(codes(check(List.of(candidate(PARIS), candidate(bad)), List.of(), REFLECTOR)))
        .containsExactly(
            "asn-mismatch",
            "overlapping-pod-cidrs",
            "overlapping-service-cidrs",
            "duplicate-node-address");
  }
}
