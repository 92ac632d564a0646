package io.podspan.console.problem;

import io.podspan.console.journal.Projection;
import java.time.Instant;
import java.util.List;

/**
 * Which causes there are now. Each step names the causes of one kind, in the order of {@link Kind},
 * and takes the symptoms that they explain; the next step sees what is left. Pure.
 *
 * @param causes in the order of their keys
 * @param stale pairs that failed before something at one of their nodes was mended, and have not
 *     been measured since
 * @param underWay what is being changed, a clause each
 */
record Diagnosis(List<Cause> causes, List<Symptom.FailingPair> stale, List<String> underWay) {

  static Diagnosis of(Projection projection, Instant now) {
    UnderWay underWay = UnderWay.of(projection, now);
    Symptoms symptoms = Symptoms.of(projection, underWay, now);
    Expected expected = Expected.of(projection.world(), underWay);
    Remaining remaining = new Remaining(symptoms.found());
    ClusterCauses.of(remaining, expected);
    NodeCauses.of(remaining);
    SessionCauses.of(remaining, expected);
    RouteCauses.of(remaining);
    PairCauses.of(remaining, expected);
    IntentCauses.of(remaining, expected);
    List<Cause> causes =
        remaining.causes().stream().sorted((a, b) -> a.key().compareTo(b.key())).toList();
    return new Diagnosis(causes, symptoms.stale(), underWay.sentences());
  }
}
