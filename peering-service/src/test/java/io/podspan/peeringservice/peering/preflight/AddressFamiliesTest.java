package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import org.junit.jupiter.api.Test;

class AddressFamiliesTest {
  private static final Check CHECK = new AddressFamilies();
  private static final Reflector IPV6 = new Reflector("reflector", "2001:db8::1", 179, 64512);

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksAnIpv6ReflectorForIpv4NodesOncePerCluster() {
    assertThat(blockedPlaces(CHECK, Proposals.withReflector(IPV6)))
        .containsExactly("clusters/paris", "clusters/tokyo");
  }

  @Test
  void blocksAnIpv6NodeForAnIpv4Reflector() {
    Cluster tokyo = Proposals.firstNodeAt(TOKYO, "2001:db8::11");

    assertThat(blockedPlaces(CHECK, Proposals.withTokyo(tokyo))).containsExactly("clusters/tokyo");
  }

  @Test
  void warnsOfPodCidrsOfTheFamilyThatNodesDoNotHave() {
    Cluster tokyo = Proposals.pods(TOKYO, "10.3.0.0/16", "fd00:3::/48");

    assertThat(CHECK.examine(Proposals.withTokyo(tokyo)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.CAUTION);
              assertThat(finding.where()).isEqualTo("clusters/tokyo");
              assertThat(finding.evidence()).contains("fd00:3::/48").endsWith("IPv4.");
            });
  }
}
