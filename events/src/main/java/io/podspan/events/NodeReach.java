package io.podspan.events;

import io.podspan.events.check.Require;

/**
 * How the pods of one node reach those of another node, in one round of probes.
 *
 * @param pairs pairs of pods measured
 * @param reachable how many of them answered
 */
public record NodeReach(String fromNode, String toNode, int pairs, int reachable) {
  public NodeReach {
    Require.text(fromNode, "fromNode");
    Require.text(toNode, "toNode");
  }
}
