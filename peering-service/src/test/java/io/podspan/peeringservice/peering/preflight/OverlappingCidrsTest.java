package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlappingCidrsTest {
  private static final Check PODS = named("overlapping-pod-cidrs");
  private static final Check PODS_AND_SERVICES = named("pod-cidr-overlaps-service-cidr");
  private static final List<Check> ALL = List.of(PODS, PODS_AND_SERVICES);
  private static final String BOTH = "clusters/paris,clusters/tokyo";

  private static Check named(String name) {
    return Preflight.CHECKS.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static void onlyBlockedBy(Check check, Proposal proposal, String... places) {
    assertThat(blockedPlaces(check, proposal)).containsExactly(places);
    ALL.stream().filter(other -> other != check).forEach(other -> passes(other, proposal));
  }

  @Test
  void passesTheUsualProposal() {
    ALL.forEach(check -> passes(check, Proposals.USUAL));
  }

  @Test
  void blocksOverlappingPodCidrs() {
    Cluster tokyo = Proposals.pods(TOKYO, "10.1.0.0/16", "10.3.0.0/16");
    onlyBlockedBy(PODS, Proposals.withTokyo(tokyo), BOTH);
  }

  @Test
  void comparesIpv6CidrsWithIpv6CidrsOnly() {
    Cluster paris = Proposals.pods(Proposals.PARIS, "10.1.0.0/16", "fd00:1::/48");
    Cluster apart = Proposals.pods(TOKYO, "::/1", "fd00:3::/48");
    Cluster inside = Proposals.pods(TOKYO, "fd00:1:0:7::/64");
    onlyBlockedBy(PODS, Proposals.of(Samples.candidate(paris), Samples.candidate(inside)), BOTH);
    ALL.forEach(
        check -> passes(check, Proposals.of(Samples.candidate(paris), Samples.candidate(apart))));
  }

  @Test
  void blocksServicesWhereTheOtherClusterHasPodsOnWhicheverSide() {
    Cluster tokyo = Proposals.services(TOKYO, "10.1.0.0/20");
    onlyBlockedBy(PODS_AND_SERVICES, Proposals.withTokyo(tokyo), BOTH);
    Cluster other = Proposals.pods(TOKYO, "10.101.0.0/20");
    onlyBlockedBy(PODS_AND_SERVICES, Proposals.withTokyo(other), "clusters/tokyo,clusters/paris");
  }

  @Test
  void blocksAClusterThatOverlapsOneThatItWouldMeetThroughAnother() {
    Cluster london =
        Proposals.services(
            Proposals.pods(Samples.cluster("london", 2, Samples.KUBE_ROUTER), "10.3.0.0/16"));
    onlyBlockedBy(
        PODS,
        Proposals.beside(Proposals.interconnect("europe", "paris", "london"), london),
        "clusters/london,clusters/tokyo");
  }

  @Test
  void passesAClusterThatOverlapsOneThatNobodyHereIsJoinedWith() {
    Cluster london =
        Proposals.pods(Samples.cluster("london", 2, Samples.KUBE_ROUTER), "10.3.0.0/16");
    passes(PODS, Proposals.beside(Proposals.interconnect("north", "oslo", "london"), london));
  }

  @Test
  void aPassSaysWhatWasComparedAndWhereItWasRead() {
    assertThat(Finding.pass(PODS, Proposals.USUAL).evidence())
        .endsWith("Compared by pod CIDR: paris 10.1.0.0/16 (here); tokyo 10.3.0.0/16 (here).");
  }
}
