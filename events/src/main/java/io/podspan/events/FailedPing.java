package io.podspan.events;

/**
 * A pair of pods of which the first could not reach the second.
 *
 * @param fromPod namespace/name
 * @param toPod namespace/name
 * @param error what ping or the API said
 */
public record FailedPing(
    String fromPod, String fromNode, String toPod, String toNode, String toAddress, String error) {
  public FailedPing {
    Require.text(fromPod, "fromPod");
    Require.text(toPod, "toPod");
    Require.text(toAddress, "toAddress");
    Require.text(error, "error");
  }
}
