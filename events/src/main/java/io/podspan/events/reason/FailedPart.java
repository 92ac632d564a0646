package io.podspan.events.reason;

import io.podspan.events.check.Require;
import org.jspecify.annotations.Nullable;

/**
 * The largest thing that fails as a whole: a node, a pod, or one pair of pods.
 *
 * @param kind which of these
 * @param fromNode the node that pings, null when the kind leaves it open
 * @param fromPod the pod that pings, as namespace/name, null when left open
 * @param toNode the node that is pinged, null when left open
 * @param toPod the pod that is pinged, as namespace/name, null when left open
 */
public record FailedPart(
    Kind kind,
    @Nullable String fromNode,
    @Nullable String fromPod,
    @Nullable String toNode,
    @Nullable String toPod) {

  /** What fails. */
  public enum Kind {
    /** No pod on {@code toNode} answers. */
    TARGET_NODE,
    /** No pod on {@code fromNode} reaches any pod. */
    SOURCE_NODE,
    /** {@code toPod} answers no pod. */
    TARGET_POD,
    /** {@code fromPod} reaches no pod. */
    SOURCE_POD,
    /** {@code fromPod} on {@code fromNode} does not reach {@code toPod} on {@code toNode}. */
    PAIR
  }

  public FailedPart {
    Require.present(kind, "part.kind");
    boolean from = kind == Kind.SOURCE_NODE || kind == Kind.PAIR;
    boolean to = kind == Kind.TARGET_NODE || kind == Kind.PAIR;
    check(fromNode, from, "part.fromNode");
    check(fromPod, kind == Kind.SOURCE_POD || kind == Kind.PAIR, "part.fromPod");
    check(toNode, to, "part.toNode");
    check(toPod, kind == Kind.TARGET_POD || kind == Kind.PAIR, "part.toPod");
  }

  private static void check(@Nullable String name, boolean needed, String field) {
    if (needed) {
      Require.text(name, field);
    } else {
      Require.optionalText(name, field);
    }
  }

  public static FailedPart targetNode(String node) {
    return new FailedPart(Kind.TARGET_NODE, null, null, node, null);
  }

  public static FailedPart sourceNode(String node) {
    return new FailedPart(Kind.SOURCE_NODE, node, null, null, null);
  }

  public static FailedPart targetPod(String pod) {
    return new FailedPart(Kind.TARGET_POD, null, null, null, pod);
  }

  public static FailedPart sourcePod(String pod) {
    return new FailedPart(Kind.SOURCE_POD, null, pod, null, null);
  }

  public static FailedPart pair(String fromPod, String fromNode, String toPod, String toNode) {
    return new FailedPart(Kind.PAIR, fromNode, fromPod, toNode, toPod);
  }
}
