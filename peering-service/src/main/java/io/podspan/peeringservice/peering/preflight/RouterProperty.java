package io.podspan.peeringservice.peering.preflight;

import io.podspan.peeringservice.peering.preflight.Candidate.Seen;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        String where = "clusters/" + candidate.name();
        List<RouterNote> notes = notes(seen);
        notes.forEach(note -> findings.add(finding(where, note)));
        if (notes.isEmpty()) {
          findings.add(
              Finding.unchecked(
                  this,
                  where,
                  "It could not be checked: " + RouterReading.UNSAID + ".",
                  "Look at the configuration of the routers of " + candidate.name() + "."));
        }
      }
    }
    return findings;
  }

  private List<RouterNote> notes(Seen seen) {
    return Stream.concat(
            seen.router().notes().stream(), seen.router().notesOn(seen.reading().nodes()).stream())
        .filter(note -> note.check() == of)
        .toList();
  }

  private Finding finding(String where, RouterNote note) {
    return switch (note.verdict()) {
      case PASS -> new Finding(name, Finding.Outcome.PASS, name, where, note.evidence(), "");
      case CAUTION -> finding(Finding.Outcome.CAUTION, where, note);
      case UNCHECKED -> finding(Finding.Outcome.UNCHECKED, where, note);
      case BLOCK -> finding(Finding.Outcome.BLOCK, where, note);
    };
  }

  private Finding finding(Finding.Outcome outcome, String where, RouterNote note) {
    return new Finding(name, outcome, note.code(), where, note.evidence(), note.whatToDo());
  }
}
