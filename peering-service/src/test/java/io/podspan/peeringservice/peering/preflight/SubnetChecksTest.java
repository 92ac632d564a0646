package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static io.podspan.peeringservice.peering.preflight.Proposals.links;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.network.NetworkLook;
import io.podspan.peeringservice.peering.network.NodeLinks;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import io.podspan.peeringservice.peering.router.RouterTraits.OffSubnet;
import io.podspan.peeringservice.peering.router.SaidReading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the nodes' interfaces say: subnets, tunnels and MTU. */
class SubnetChecksTest {
  private static final Check SUBNETS = new NextHopSubnets();
  private static final Check TUNNELS = new TunnelNames();
  private static final Check MTU = new MtuDifferences();

  private static Proposal with(List<NodeLinks> links, Candidate... candidates) {
    Proposal usual = Proposals.of(candidates);
    return new Proposal(
        usual.request(),
        usual.candidates(),
        usual.neighbours(),
        usual.present(),
        usual.plannings(),
        NetworkLook.NONE.withLinks(links));
  }

  private static Candidate paris(OffSubnet fate) {
    return Proposals.parisWithRouter(SaidReading.offSubnet(fate));
  }

  private static List<NodeLinks> apart() {
    return links(1500, 24, PARIS, TOKYO);
  }

  private static Finding ofParis(Check check, Proposal proposal) {
    return check.examine(proposal).stream()
        .filter(finding -> finding.where().equals("clusters/paris"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void nodesOfOneSubnetPassWhateverTheRouterDoes() {
    Proposal proposal =
        with(links(1500, 16, PARIS, TOKYO), paris(OffSubnet.DROPPED), candidate(TOKYO));
    passes(SUBNETS, proposal);
    assertThat(Finding.pass(SUBNETS, proposal).evidence()).endsWith("on the nodes: 198.18.0.0/16.");
  }

  @ParameterizedTest
  @CsvSource({
    "DROPPED, BLOCK, next-hop-dropped",
    "TUNNELLED, CAUTION, next-hop-tunnelled",
    "ROUTED, CAUTION, next-hop-routed",
  })
  void whatANextHopInAnotherSubnetMeansDependsOnTheRouter(
      OffSubnet fate, Outcome outcome, String code) {
    Finding finding = ofParis(SUBNETS, with(apart(), paris(fate), candidate(TOKYO)));
    assertThat(finding.outcome()).isEqualTo(outcome);
    assertThat(finding.code()).isEqualTo(code);
    assertThat(finding.evidence())
        .contains("2 of tokyo, such as tokyo-1 (198.18.3.1), are not in 198.18.1.0/24")
        .contains("the flag --overlay");
  }

  @Test
  void aRouterThatAlwaysMakesTunnelsIsACautionInOneSubnetToo() {
    Proposal proposal =
        with(links(1500, 16, PARIS, TOKYO), paris(OffSubnet.ALWAYS_TUNNELLED), candidate(TOKYO));
    assertThat(ofParis(SUBNETS, proposal).code()).isEqualTo("next-hop-tunnelled");
  }

  @Test
  void interfacesThatCouldNotBeReadAreNoPass() {
    List<NodeLinks> links = new ArrayList<>(links(1500, 16, TOKYO));
    PARIS
        .nodes()
        .forEach(
            node ->
                links.add(
                    new NodeLinks(
                        "paris", node.name(), new NodeLinks.Unread("no pod runs there"))));
    Proposal proposal = with(links, candidate(PARIS), candidate(TOKYO));
    for (Check check : List.of(SUBNETS, MTU)) {
      assertThat(check.examine(proposal))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.outcome()).isEqualTo(Outcome.UNCHECKED);
                assertThat(finding.where()).isEqualTo("clusters/paris");
                assertThat(finding.evidence()).contains("paris-1, paris-2", "no pod runs there");
              });
    }
  }

  @Test
  void anAddressThatNoInterfaceHasIsNoPass() {
    List<NodeLinks> links = new ArrayList<>(links(1500, 16, TOKYO));
    links.addAll(links(1500, 16, Proposals.firstNodeAt(PARIS, "198.18.1.77")));
    assertThat(SUBNETS.examine(with(links, candidate(PARIS), candidate(TOKYO))))
        .singleElement()
        .extracting(Finding::evidence)
        .asString()
        .contains("paris-1", "none of their interfaces has the address of the node");
  }

  @Test
  void tunnelsToTwoNodesMayNotHaveOneName() {
    Cluster tokyo = Proposals.firstNodeAt(TOKYO, "21.3.0.4");
    Cluster osaka =
        Proposals.firstNodeAt(
            io.podspan.peeringservice.peering.Samples.cluster("osaka", 4, Proposals.TOKYO.cni()),
            "2.13.0.4");
    Proposal proposal =
        with(
            links(1500, 24, PARIS, tokyo, osaka),
            paris(OffSubnet.TUNNELLED),
            candidate(tokyo),
            candidate(osaka));
    assertThat(ofParis(TUNNELS, proposal).evidence())
        .contains("tokyo/tokyo-1 (21.3.0.4)", "osaka/osaka-1 (2.13.0.4)");
    passes(
        TUNNELS,
        with(
            links(1500, 24, PARIS, TOKYO),
            Proposals.parisWithRouter(SaidReading.offSubnet(OffSubnet.DROPPED)),
            candidate(TOKYO)));
  }

  @Test
  void anMtuThatDiffersIsACautionWithTheNodes() {
    List<NodeLinks> links = new ArrayList<>(links(1500, 16, PARIS));
    links.addAll(links(8950, 16, TOKYO));
    assertThat(MTU.examine(with(links, candidate(PARIS), candidate(TOKYO))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Outcome.CAUTION);
              assertThat(finding.evidence())
                  .contains("1500 on paris/paris-1 (eth0)", "8950 on tokyo/tokyo-1 (eth0)");
            });
    passes(MTU, with(links(1500, 16, PARIS, TOKYO), candidate(PARIS), candidate(TOKYO)));
  }
}
