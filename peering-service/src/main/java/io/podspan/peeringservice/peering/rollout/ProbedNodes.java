package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;

/**
 * How the pods of one node reach those of a node of another cluster, in the last round of probes.
 *
 * @param from as {@code cluster/node}
 * @param to as {@code cluster/node}
 * @param pairs pairs of pods measured
 * @param reachable how many of them answered
 * @param began when the round began, by our clock: when we heard of it less the time that it took
 */
public record ProbedNodes(String from, String to, int pairs, int reachable, Instant began) {
  /** A round tells of no more of them. */
  public static final int MOST_TOLD = 256;

  boolean touches(String node) {
    return from.equals(node) || to.equals(node);
  }

  /** The end that is not this node. */
  String otherThan(String node) {
    return from.equals(node) ? to : from;
  }

  boolean isOf(ProbedNodes other) {
    return from.equals(other.from) && to.equals(other.to);
  }

  boolean answers() {
    return reachable > 0;
  }

  /** Whether as large a part of the pairs answers, or a larger one. */
  boolean isAsGoodAs(ProbedNodes before) {
    return (long) reachable * before.pairs >= (long) before.reachable * pairs;
  }

  /** For people: {@code tokyo/n2 to paris/n1: 1 of 4 pairs of pods answer}. */
  String text() {
    return from + " to " + to + ": " + reachable + " of " + pairs + " pairs of pods answer";
  }
}
