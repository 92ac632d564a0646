package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.RouterNote;
import java.util.ArrayList;
import java.util.List;

/**
 * A question that the drivers answer for each cluster, from flags and objects. It passes with the
 * evidence, too.
 *
 * @param of which question
 */
record RouterProperty(String name, RouterNote.Check of, String passed) implements Check {
  @Override
  public List<Finding> examine(Proposal proposal) {
    List<Finding> findings = new ArrayList<>();
    for (Candidate candidate : proposal.candidates()) {
      if (candidate.look() instanceof Seen seen) {
        seen.router().notes().stream()
            .filter(note -> note.check() == of)
            .forEach(note -> findings.add(finding("clusters/" + candidate.name(), note)));
      }
    }
    return findings;
  }

  private Finding finding(String where, RouterNote note) {
    return switch (note.verdict()) {
      case PASS -> new Finding(name, Finding.Outcome.PASS, name, where, note.evidence(), "");
      case CAUTION -> finding(Finding.Outcome.CAUTION, where, note);
      case BLOCK -> finding(Finding.Outcome.BLOCK, where, note);
    };
  }

  private Finding finding(Finding.Outcome outcome, String where, RouterNote note) {
    return new Finding(name, outcome, note.code(), where, note.evidence(), note.whatToDo());
  }
}
