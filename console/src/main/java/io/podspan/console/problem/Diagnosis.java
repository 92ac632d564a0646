package io.podspan.console.problem;

import io.podspan.console.journal.Attendance;
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
 * @param failing pairs that fail, whatever explains them
 * @param underWay what is being changed, a clause each
 */
record Diagnosis(
    List<Cause> causes,
    List<Symptom.FailingPair> stale,
    List<Symptom.FailingPair> failing,
    List<String> underWay) {

  static Diagnosis of(Projection projection, Instant now) {
    return of(projection, now, Enduring.Pairs.NONE, List.of());
  }

  /**
   * @param enduring pairs that failed all the time although something was mended
   * @param absent services that are not there
   */
  static Diagnosis of(
      Projection projection, Instant now, Enduring.Pairs enduring, List<Attendance.Absent> absent) {
    UnderWay underWay = UnderWay.of(projection, now);
    Symptoms symptoms = Symptoms.of(projection, underWay, now, enduring, absent);
    Expected expected = Expected.of(projection.world(), underWay);
    Remaining remaining = new Remaining(symptoms.found());
    ServiceCauses.services(remaining);
    ClusterCauses.of(remaining, expected);
    NodeCauses.of(remaining);
    SessionCauses.of(remaining, expected);
    ServiceCauses.reflectors(remaining);
    RouteCauses.of(remaining);
    PairCauses.of(remaining, expected);
    IntentCauses.of(remaining, expected);
    List<Cause> causes =
        remaining.causes().stream().sorted((a, b) -> a.key().compareTo(b.key())).toList();
    return new Diagnosis(
        causes,
        symptoms.stale(),
        remaining.explainedOrNot(Symptom.FailingPair.class).toList(),
        underWay.sentences());
  }
}
