package io.podspan.peeringservice.peering.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import java.util.List;

/** What all checks owe. */
final class CheckAssert {
  private CheckAssert() {}

  static void passes(Check check, Proposal proposal) {
    assertThat(check.examine(proposal)).isEmpty();
  }

  /** The places that it blocks, each with evidence and something to do. */
  static List<String> blockedPlaces(Check check, Proposal proposal) {
    List<Finding> findings = check.examine(proposal);
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.check()).isEqualTo(check.name());
              assertThat(finding.outcome()).isEqualTo(Outcome.BLOCK);
              assertThat(finding.evidence()).endsWith(".");
              assertThat(finding.whatToDo()).endsWith(".");
            });
    return findings.stream().map(Finding::where).toList();
  }
}
