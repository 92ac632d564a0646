package io.podspan.peeringservice.peering.preflight;

import static io.podspan.peeringservice.peering.Samples.candidate;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.blockedPlaces;
import static io.podspan.peeringservice.peering.preflight.CheckAssert.passes;
import static io.podspan.peeringservice.peering.preflight.Proposals.TOKYO;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.ClusterFault;
import org.junit.jupiter.api.Test;

class MissingRightsTest {
  private static final Check CHECK = new MissingRights();

  @Test
  void passesTheUsualProposal() {
    passes(CHECK, Proposals.USUAL);
  }

  @Test
  void blocksEachRightThatTheCredentialsLack() {
    Candidate paris =
        Proposals.parisLacking(
            new ClusterFault.Forbidden("patch", "daemonsets.apps in kube-system"),
            new ClusterFault.Forbidden("delete", "pods in kube-system"));
    Proposal proposal = Proposals.of(paris, candidate(TOKYO));
    assertThat(blockedPlaces(CHECK, proposal)).containsExactly("clusters/paris", "clusters/paris");
    assertThat(CHECK.examine(proposal).getFirst().evidence())
        .contains("patch daemonsets.apps in kube-system");
  }

  @Test
  void aRightThatTheServerSaysNothingOfIsNoPass() {
    Candidate paris =
        Proposals.parisLacking(new ClusterFault.Unanswered("delete", "pods in kube-system"));
    assertThat(CHECK.examine(Proposals.of(paris, candidate(TOKYO))))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.outcome()).isEqualTo(Finding.Outcome.UNCHECKED);
              assertThat(finding.code()).isEqualTo("right-unknown");
            });
  }
}
