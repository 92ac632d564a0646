package io.podspan.peeringservice.peering;

import static io.podspan.peeringservice.peering.Samples.cidrs;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterReading.FoundRouter;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.ClusterReading.Sourced;
import io.podspan.peeringservice.peering.RegistrationDecision.Accepted;
import io.podspan.peeringservice.peering.RegistrationDecision.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistrationDecisionTest {
  private static final Cluster PARIS = Samples.cluster("paris", 1, Cni.KUBE_ROUTER);
  private static final ClusterReading READ = Samples.reading(PARIS);

  private static List<String> codes(RegistrationDecision decision) {
    return ((Refused) decision).violations().stream().map(Violation::code).toList();
  }

  private static RegistrationDecision decide(List<FoundRouter> routers, Cni said) {
    return RegistrationDecision.of(
        new Registration("paris", PARIS.access(), said, null, List.of(), List.of()),
        new ClusterReading(
            READ.nodes(), routers, READ.asn(), READ.podCidrs(), READ.serviceCidrs()));
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

  @Test
  void refusesCiliumAsKnownButNotDriven() {
    assertThat(codes(decide(List.of(new FoundRouter(Cni.CILIUM, "v1.16.0")), null)))
        .containsExactly("unsupported-cni");
  }

  @Test
  void refusesToGuessBetweenTwoRouters() {
    List<FoundRouter> both =
        List.of(new FoundRouter(Cni.KUBE_ROUTER, null), new FoundRouter(Cni.CALICO, null));
    assertThat(codes(decide(both, null))).containsExactly("ambiguous-cni");
    assertThat(decide(both, Cni.CALICO)).isInstanceOf(Accepted.class);
  }

  @Test
  void refusesASaidCniThatIsNotThere() {
    assertThat(codes(decide(READ.routers(), Cni.CALICO))).containsExactly("unknown-cni");
  }

  @Test
  void refusesNodesThatCannotPeer() {
    ClusterReading read =
        new ClusterReading(
            List.of(new NodeReading("paris-1", null, cidrs("10.1.1.0/24"), true, false)),
            READ.routers(),
            READ.asn(),
            READ.podCidrs(),
            READ.serviceCidrs());
    assertThat(codes(RegistrationDecision.of(Samples.said(PARIS), read)))
        .containsExactly("node-without-address");
  }

  @Test
  void refusesWhenNothingTellsThePodCidrs() {
    ClusterReading read =
        new ClusterReading(
            READ.nodes(),
            READ.routers(),
            READ.asn(),
            new Sourced<>(List.of(), "nowhere"),
            READ.serviceCidrs());
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
            List.of(), READ.routers(), READ.asn(), READ.podCidrs(), READ.serviceCidrs());
    assertThat(codes(RegistrationDecision.of(Samples.said(PARIS), read)))
        .containsExactly("no-nodes");
  }
}
