package io.podspan.events.reason;

import io.podspan.events.check.Require;
import java.util.List;

/** What a round of pings from one cluster to another adds up to. */
public sealed interface PairSummary extends PairReason {
  /** The longest list in a summary. */
  int MOST = 10;

  /** The most summaries in a summary. */
  int MOST_SUMMARIES = 4;

  private static List<PairReason> single(List<PairReason> reasons, String field) {
    if (reasons.stream().anyMatch(PairSummary.class::isInstance)) {
      throw new IllegalArgumentException(field + " holds a summary");
    }
    return reasons;
  }

  /**
   * Every pair of pods answered.
   *
   * @param pairs how many pairs
   */
  record AllAnswer(int pairs) implements PairSummary {}

  /**
   * No pair of pods answered.
   *
   * @param from the cluster that pinged
   * @param to the cluster that was pinged
   * @param pairs how many pairs
   * @param errors the different errors, the most frequent first, at most {@link #MOST}
   */
  record NoneAnswers(String from, String to, int pairs, List<PairReason> errors)
      implements PairSummary {
    public NoneAnswers {
      Require.text(from, "cause.from");
      Require.text(to, "cause.to");
      errors = single(Require.atMost(MOST, errors, "cause.errors"), "cause.errors");
    }
  }

  /**
   * Some pairs of pods did not answer.
   *
   * @param from the cluster that pinged
   * @param to the cluster that was pinged
   * @param failed how many pairs did not answer
   * @param pairs how many pairs were measured
   * @param parts what failed as a whole, the largest first, at most {@link #MOST}
   * @param errors the different errors, the most frequent first, at most {@link #MOST}
   */
  record SomeFail(
      String from,
      String to,
      int failed,
      int pairs,
      List<FailedPart> parts,
      List<PairReason> errors)
      implements PairSummary {
    public SomeFail {
      Require.text(from, "cause.from");
      Require.text(to, "cause.to");
      parts = Require.atMost(MOST, parts, "cause.parts");
      errors = single(Require.atMost(MOST, errors, "cause.errors"), "cause.errors");
    }
  }

  /**
   * Some pods could not be asked to ping.
   *
   * @param pods how many
   * @param nodes where they run, sorted, at most {@link #MOST}
   * @param why why the first of them could not be asked
   */
  record SomeNotAsked(int pods, List<String> nodes, PairReason why) implements PairSummary {
    public SomeNotAsked {
      nodes = Require.atMost(MOST, Require.names(nodes, "cause.nodes"), "cause.nodes");
      single(List.of(Require.present(why, "cause.why")), "cause.why");
    }
  }

  /**
   * Several reasons at once.
   *
   * @param reasons two or more, at most {@link #MOST}, none of them {@code Several}
   */
  record Several(List<PairReason> reasons) implements PairSummary {
    public Several {
      reasons = Require.atMost(MOST, reasons, "cause.reasons");
      if (reasons.size() < 2 || reasons.stream().anyMatch(Several.class::isInstance)) {
        throw new IllegalArgumentException(
            "cause.reasons must hold two or more reasons, none of them \"several\"");
      }
      if (reasons.stream().filter(PairSummary.class::isInstance).count() > MOST_SUMMARIES) {
        throw new IllegalArgumentException(
            "cause.reasons has more than " + MOST_SUMMARIES + " summaries");
      }
    }
  }
}
