package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.FakeReading;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnusableRouterConfigurationTest {
  private static final Check CHECK = new UnusableRouterConfiguration();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksAConfigurationThatCannotBeChanged() {
    RouterReading unplannable = _ -> new Unplannable("The flags contradict.", "Correct them.");
    Proposal proposal = Proposals.of(Proposals.parisWithRouter(unplannable), candidate(TOKYO));
    assertThat(blockedPlaces(CHECK, proposal)).containsExactly("clusters/paris");
    assertThat(proposal.plans(List.of())).extracting(ClusterPlan::cluster).containsExactly("tokyo");
  }

  @Test
  void cautionsOfWhatTheDriverFindsRisky() {
    FakeReading risky =
        new FakeReading(
            Samples.FLAGS, List.of(new Caution("risky", "A risk.", "Think.")), List.of());
    assertThat(CHECK.examine(Proposals.of(Proposals.parisWithRouter(risky), candidate(TOKYO))))
        .containsExactly(
            new Finding(
                CHECK.name(), Outcome.CAUTION, "risky", "clusters/paris", "A risk.", "Think."));
  }
}
