package io.podspan.console.problem;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Rollouts that have stopped, and conditions that nothing else explains. */
final class IntentCauses {
  private IntentCauses() {}

  static void of(Remaining remaining, Expected expected) {
    remaining.of(Symptom.RolloutStopped.class).forEach(stopped -> rollout(remaining, stopped));
    remaining.of(Symptom.Unmet.class).forEach(unmet -> condition(remaining, expected, unmet));
  }

  private static void rollout(Remaining remaining, Symptom.RolloutStopped stopped) {
    remaining.explain(
        new CauseKey(Kind.ROLLOUT, stopped.interconnect() + "/" + stopped.cluster()),
        new Cause.Words(stopped.text(), stopped.nextStep(), null),
        stopped::equals);
  }

  /** A sum of what is told already is not told again. */
  private static void condition(Remaining remaining, Expected expected, Symptom.Unmet unmet) {
    boolean drifted = unmet.condition().equals("Drifted");
    if (!drifted && isTold(remaining.causes(), expected, unmet)) {
      remaining.drop(unmet::equals);
      return;
    }
    String says =
        drifted
            ? "the routers of %s are not configured as it was rolled out: %s"
            : unmet.known()
                ? "the interconnect %s is not Ready: %s"
                : "it is not known whether the interconnect %s is Ready: %s";
    remaining.explain(
        new CauseKey(Kind.INTERCONNECT, unmet.interconnect(), drifted ? "drifted" : "ready"),
        new Cause.Words(
            says.formatted(unmet.interconnect(), unmet.why()),
            "See all of it: podspan interconnects show " + unmet.interconnect() + ".",
            null),
        unmet::equals);
  }

  private static boolean isTold(List<Cause> causes, Expected expected, Symptom.Unmet unmet) {
    Set<String> clusters = new TreeSet<>(expected.clustersOf(unmet.interconnect()));
    return causes.stream()
        .filter(cause -> !unmet.known() || cause.state() == Problem.State.BROKEN)
        .anyMatch(cause -> concerns(cause, clusters, unmet.interconnect()));
  }

  private static boolean concerns(Cause cause, Set<String> clusters, String interconnect) {
    return cause.nodes().stream().map(NodeName::cluster).anyMatch(clusters::contains)
        || List.of(cause.key().subject().split("/", -1)).stream().anyMatch(clusters::contains)
        || cause.key().subject().startsWith(interconnect + "/");
  }
}
