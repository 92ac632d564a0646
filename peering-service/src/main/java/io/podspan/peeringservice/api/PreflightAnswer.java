package io.podspan.peeringservice.api;

import io.podspan.peeringservice.api.InterconnectAnswer.CheckAnswer;
import io.podspan.peeringservice.api.InterconnectAnswer.PlanAnswer;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.intent.Rehearsal;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.preflight.Finding.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an interconnect would do. */
@Schema(description = "What an interconnect would do, and what stands against it")
public record PreflightAnswer(
    @Schema(description = "Of the interconnect", examples = "europe") String name,
    @Schema(
            description = "The gravest one of all checks: pass, caution, unchecked or block",
            examples = "caution")
        String outcome,
    @Schema(description = "How many findings there are of each outcome") Counts counts,
    List<CheckAnswer> checks,
    @Schema(description = "The exact change of each cluster; none where a check blocks")
        List<PlanAnswer> plans,
    RoutesAnswer routes) {

  /** How many findings there are. */
  @Schema(description = "How many findings there are")
  public record Counts(long pass, long caution, long unchecked, long block) {
    static Counts of(List<Finding> findings) {
      return new Counts(
          count(findings, Outcome.PASS),
          count(findings, Outcome.CAUTION),
          count(findings, Outcome.UNCHECKED),
          count(findings, Outcome.BLOCK));
    }

    private static long count(List<Finding> findings, Outcome outcome) {
      return findings.stream().filter(finding -> finding.outcome() == outcome).count();
    }
  }

  static PreflightAnswer of(InterconnectRequest request, Rehearsal.Report report) {
    Outcome gravest =
        Stream.of(Outcome.BLOCK, Outcome.CAUTION, Outcome.UNCHECKED)
            .filter(outcome -> report.findings().stream().anyMatch(f -> f.outcome() == outcome))
            .findFirst()
            .orElse(Outcome.PASS);
    return new PreflightAnswer(
        request.name(),
        gravest.name().toLowerCase(Locale.ROOT),
        Counts.of(report.findings()),
        report.findings().stream().map(CheckAnswer::of).toList(),
        report.plans().stream().map(PlanAnswer::of).toList(),
        RoutesAnswer.of(report.routes()));
  }
}
