package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import io.podspan.peeringservice.peering.router.SaidReading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BGP identifiers, AS numbers, and the pod CIDRs of single nodes. */
class NumbersTest {
  private static final Check IDS = new DuplicateRouterIds();
  private static final Check LOOP = new AsPathLoop();
  private static final Check RESERVED = new ReservedAsn();
  private static final Check NODE_CIDRS = new OverlappingNodeCidrs();

  private static Proposal parisSays(SaidReading reading) {
    return Proposals.of(Proposals.parisWithRouter(reading), candidate(TOKYO));
  }

  @Test
  void theUsualProposalPasses() {
    List.of(IDS, LOOP, RESERVED, NODE_CIDRS).forEach(check -> passes(check, Proposals.USUAL));
  }

  @Test
  void routersOfTwoClustersMayNotHaveOneIdentifier() {
    Proposal proposal = parisSays(SaidReading.routerId("paris-2", "198.18.3.1"));
    assertThat(blockedPlaces(IDS, proposal)).containsExactly("clusters/paris,clusters/tokyo");
    assertThat(IDS.examine(proposal).getFirst().evidence())
        .contains("paris/paris-2 and tokyo/tokyo-1 (198.18.3.1");
  }

  @Test
  void withinOneClusterItIsACaution() {
    assertThat(IDS.examine(parisSays(SaidReading.routerId("paris-2", "198.18.1.1"))))
        .singleElement()
        .extracting(Finding::outcome)
        .isEqualTo(Outcome.CAUTION);
  }

  @Test
  void anIdentifierThatIsTheReflectorsAddressBlocks() {
    assertThat(blockedPlaces(IDS, parisSays(SaidReading.routerId("paris-2", "192.0.2.1"))))
        .containsExactly("clusters/paris/nodes/paris-2");
  }

  @Test
  void twoNodesWithOneAddressAreAnotherChecks() {
    passes(IDS, Proposals.withTokyo(Proposals.firstNodeAt(TOKYO, "198.18.1.1")));
  }

  @Test
  void anIdentifierThatCannotBeReadIsNoPass() {
    assertThat(IDS.examine(parisSays(SaidReading.unknownRouterId("paris-2"))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
              assertThat(finding.evidence()).contains("paris-2", "the flag cannot be read");
            });
  }

  @Test
  void twoClustersOfOneAsMayNotMeetBehindAReflectorOfAnother() {
    Proposal proposal =
        Proposals.withReflector(new Reflector("reflector", "192.0.2.1", 179, 65001));
    assertThat(blockedPlaces(LOOP, proposal)).containsExactly("reflectors/reflector/asn");
    passes(LOOP, Proposals.withTokyo(Proposals.asn(TOKYO, 65001)));
  }

  @ParameterizedTest
  @ValueSource(longs = {23456, 64500, 65535, 65551, 100_000, 4_294_967_295L})
  void reservedNumbersBlock(long asn) {
    assertThat(
            blockedPlaces(
                RESERVED,
                Proposals.withReflector(new Reflector("reflector", "192.0.2.1", 179, asn))))
        .containsExactly("reflectors/reflector/asn");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 23455, 63999, 64512, 65534, 131_072, 4_200_000_000L, 4_294_967_294L})
  void othersPass(long asn) {
    passes(RESERVED, Proposals.withReflector(new Reflector("reflector", "192.0.2.1", 179, asn)));
  }

  private static Cluster withNode(Cluster cluster, String cidr) {
    Node first = cluster.nodes().getFirst();
    return cluster.with(
        List.of(
            new Node(first.name(), first.address(), List.of(Prefix.of(cidr))),
            cluster.nodes().getLast()));
  }

  @Test
  void nodesOfTwoClustersMayNotShareAddresses() {
    Cluster paris = Proposals.pods(PARIS, "10.0.0.0/8").with(PARIS.nodes());
    Cluster tokyo =
        withNode(Proposals.pods(TOKYO, "10.0.0.0/8").with(TOKYO.nodes()), "10.1.2.128/25");
    Proposal proposal = Proposals.of(candidate(paris), candidate(tokyo));
    assertThat(blockedPlaces(NODE_CIDRS, proposal))
        .containsExactly("clusters/paris,clusters/tokyo");
    assertThat(NODE_CIDRS.examine(proposal).getFirst().evidence())
        .contains("paris/paris-2 (10.1.2.0/24) and tokyo/tokyo-1 (10.1.2.128/25)");
  }

  @Test
  void nodesOfOneClusterThatShareAddressesAreACaution() {
    Cluster paris = withNode(PARIS, "10.1.2.0/25");
    assertThat(NODE_CIDRS.examine(Proposals.of(candidate(paris), candidate(TOKYO))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.CAUTION);
              assertThat(finding.where()).isEqualTo("clusters/paris");
            });
  }
}
