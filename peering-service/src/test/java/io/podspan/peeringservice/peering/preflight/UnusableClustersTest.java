package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.PARIS;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterReading;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.preflight.Candidate.Unseen;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusableClustersTest {
  private static final Check CHECK = new UnusableClusters();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  private static List<String> codes(Proposal proposal) {
    return CHECK.examine(proposal).stream().map(Finding::code).toList();
  }

  @Test
  void blocksAnUnreachableCluster() {
    Candidate unseen = candidate(TOKYO, new Unseen(new ClusterFault.Unreachable("No answer.")));
    Proposal proposal = Proposals.of(candidate(PARIS), unseen);
    assertThat(blockedPlaces(CHECK, proposal)).containsExactly("clusters/tokyo");
    assertThat(codes(proposal)).containsExactly("cluster-unreachable");
  }

  @Test
  void blocksAClusterThatCouldNotBeRegisteredAnyMore() {
    ClusterReading read = Samples.reading(PARIS);
    Candidate paris =
        Proposals.parisReading(
            new ClusterReading(
                read.nodes(),
                List.of(),
                read.unsupported(),
                read.supported(),
                read.podCidrs(),
                read.serviceCidrs()));
    Proposal proposal = Proposals.of(paris, candidate(TOKYO));
    assertThat(blockedPlaces(CHECK, proposal)).containsExactly("clusters/paris/cni");
    assertThat(codes(proposal)).containsExactly("unknown-cni");
  }
}
