package io.podspan.peeringservice.peering.rollout;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What somebody else changed of what a rollout wrote, in both versions. Pure. */
final class Edits {
  private static final String UNKNOWN = "not known";

  private Edits() {}

  /**
   * @param written how the routers' object looked after the rollout wrote it, a line for each part
   * @param found how it looks now
   */
  static Failure failure(@Nullable String written, @Nullable String found) {
    return new Failure(
        null,
        null,
        "Somebody else edited the routers' configuration while this rollout changes it.",
        "Find out who did it (GitOps, Helm, another operator). Put the rollout's version back and"
            + " retry, or abort, or roll back.",
        evidence(written, found));
  }

  private static List<String> evidence(@Nullable String written, @Nullable String found) {
    if (written == null || found == null) {
      return List.of(
          "written by the rollout: " + (written == null ? UNKNOWN : written),
          "found now: " + (found == null ? UNKNOWN : found));
    }
    List<String> before = written.lines().toList();
    List<String> after = found.lines().toList();
    List<String> evidence = new ArrayList<>();
    before.stream()
        .filter(line -> !after.contains(line))
        .forEach(line -> evidence.add("written by the rollout: " + line));
    after.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> evidence.add("found now: " + line));
    return evidence;
  }
}
