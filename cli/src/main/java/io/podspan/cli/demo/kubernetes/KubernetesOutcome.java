package io.podspan.cli.demo.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What came out.
 *
 * @param reachable pairs of pods that answered our own pings
 * @param pairs pairs of pods of different clusters
 * @param sinceCommand from the command to the last answer
 * @param sinceDeclaration from the interconnect's declaration to the last answer
 * @param figures what the stages measured; empty when it did not come to them
 * @param diagnosis what is wrong, empty when all is as it must be
 */
public record KubernetesOutcome(
    long reachable,
    long pairs,
    Duration sinceCommand,
    Duration sinceDeclaration,
    List<Figure> figures,
    String diagnosis) {
  public KubernetesOutcome {
    figures = List.copyOf(figures);
  }

  /** All pairs reachable, all stages run, and each as it must be. */
  public boolean complete() {
    return pairs > 0
        && reachable == pairs
        && !figures.isEmpty()
        && figures.stream().allMatch(Figure::holds);
  }

  /** The line that scripts read. */
  public String summary() {
    return String.format(
        Locale.ROOT,
        "%d of %d pod pairs reachable, %.1f s after the command, %.1f s after the declaration",
        reachable,
        pairs,
        sinceCommand.toMillis() / 1000.0,
        sinceDeclaration.toMillis() / 1000.0);
  }

  /** The figures, a line each. */
  public String report() {
    StringBuilder text = new StringBuilder();
    for (Figure figure : figures) {
      text.append(figure.holds() ? "ok    " : "WRONG ").append(figure.what()).append('\n');
    }
    return text.append(summary()).toString();
  }

  KubernetesOutcome with(List<Figure> measured, String trouble) {
    return new KubernetesOutcome(
        reachable, pairs, sinceCommand, sinceDeclaration, measured, trouble);
  }
}
