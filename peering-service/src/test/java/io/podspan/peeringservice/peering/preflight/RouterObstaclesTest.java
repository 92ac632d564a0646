package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.FakeReading;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterObstaclesTest {
  private static final Check CHECK = new RouterObstacles();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksWhatTheDriverObjectsToUnderTheDriversCode() {
    Violation obstacle = new Violation("peers-by-annotation", "nodes/paris-1", "It has.", "Move.");
    Candidate paris =
        Proposals.parisWithRouter(new FakeReading(Samples.FLAGS, List.of(), List.of(obstacle)));
    Proposal proposal = Proposals.of(paris, candidate(TOKYO));
    assertThat(blockedPlaces(CHECK, proposal)).containsExactly("clusters/paris/nodes/paris-1");
    assertThat(CHECK.examine(proposal).getFirst().code()).isEqualTo("peers-by-annotation");
  }
}
