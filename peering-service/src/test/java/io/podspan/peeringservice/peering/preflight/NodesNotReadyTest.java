package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Node;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class NodesNotReadyTest {
  private static final Check CHECK = new NodesNotReady();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  private static Candidate paris(Predicate<String> ready) {
    return Proposals.parisWithNodes(
        n ->
            new NodeReading(
                n.name(), n.address(), n.podCidrs(), ready.test(n.name()), n.annotations()));
  }

  @Test
  void aNodeThatIsNotReadyIsLeftOutWithACaution() {
    Candidate paris = paris(name -> !name.equals("paris-2"));
    Proposal proposal = Proposals.of(paris, candidate(TOKYO));
    List<Finding> findings = CHECK.examine(proposal);
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Finding.Outcome.CAUTION);
              assertThat(finding.where()).isEqualTo("clusters/paris/nodes/paris-2");
            });
    assertThat(proposal.plans(findings))
        .filteredOn(plan -> plan.cluster().equals("paris"))
        .singleElement()
        .satisfies(
            plan -> {
              assertThat(plan.nodes()).extracting(Node::name).containsExactly("paris-1");
              assertThat(plan.cautions()).hasSize(1);
            });
  }

  @Test
  void blocksAClusterOfWhichNoNodeIsReady() {
    assertThat(blockedPlaces(CHECK, Proposals.of(paris(_ -> false), candidate(TOKYO))))
        .containsExactly("clusters/paris");
  }
}
