package io.podspan.events;

import io.podspan.events.check.Require;

/**
 * The source address that one pod saw on a connection from another.
 *
 * @param fromPod namespace/name of the pod that sent
 * @param toPod namespace/name of the pod that received
 * @param sent the address of the pod that sent
 * @param seen the source address that arrived
 */
public record SeenSource(String fromPod, String toPod, String sent, String seen) {
  public SeenSource {
    Require.text(fromPod, "seen.fromPod");
    Require.text(toPod, "seen.toPod");
    Require.text(sent, "seen.sent");
    Require.text(seen, "seen.seen");
  }
}
