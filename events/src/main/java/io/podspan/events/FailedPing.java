package io.podspan.events;

import io.podspan.events.check.Require;
import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.PairSummary;
import io.podspan.events.reason.ReasonText;
import org.jspecify.annotations.Nullable;

/**
 * A pair of pods of which the first could not reach the second.
 *
 * @param fromPod namespace/name
 * @param toPod namespace/name
 * @param error why, for people
 * @param cause why, as a value, null when the writer gave none
 */
public record FailedPing(
    String fromPod,
    String fromNode,
    String toPod,
    String toNode,
    String toAddress,
    String error,
    @Nullable PairReason cause) {
  public FailedPing {
    Require.text(fromPod, "fromPod");
    Require.optionalText(fromNode, "fromNode");
    Require.text(toPod, "toPod");
    Require.optionalText(toNode, "toNode");
    Require.text(toAddress, "toAddress");
    error = Require.sentence(error, "error");
  }

  /** Without a cause that is a summary: it can be as large as many events. */
  FailedPing single() {
    return cause instanceof PairSummary
        ? new FailedPing(fromPod, fromNode, toPod, toNode, toAddress, error)
        : this;
  }

  /** With the text of this cause. */
  public static FailedPing because(
      PairReason cause,
      String fromPod,
      String fromNode,
      String toPod,
      String toNode,
      String toAddress) {
    return new FailedPing(
        fromPod, fromNode, toPod, toNode, toAddress, ReasonText.seen(cause), cause);
  }

  /** Without a cause as a value. */
  public FailedPing(
      String fromPod,
      String fromNode,
      String toPod,
      String toNode,
      String toAddress,
      String error) {
    this(fromPod, fromNode, toPod, toNode, toAddress, error, null);
  }
}
