package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.drift.HealingLimit;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.NodeStep;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.Steering;
import io.podspan.peeringservice.peering.rollout.Verb;
import java.time.Instant;
import java.util.List;

/**
 * How often something is rolled out that nobody asked for. It is counted from the rollouts that are
 * kept; what an operator stopped is left to the operator. Pure.
 *
 * @param newestFirst rollouts of the interconnect in the cluster, which have ended
 */
record Tries(List<Rollout> newestFirst, HealingLimit limit, Instant now) {
  /** Which of these nodes are rolled out now. Only what missed them counts: many nodes may come. */
  List<String> due(List<String> late) {
    return late.stream().filter(node -> allows(missed(node))).toList();
  }

  /**
   * Since the last one that the node was joined by: what was before belongs to another node. One
   * that went without it counts, for a node may be Ready for a moment again and again.
   */
  private List<Rollout> missed(String node) {
    return newestFirst.stream()
        .filter(rollout -> rollout.steps().stream().map(NodeStep::node).anyMatch(node::equals))
        .takeWhile(rollout -> rollout.stopped() || wentWithout(rollout, node))
        .toList();
  }

  private static boolean wentWithout(Rollout rollout, String node) {
    return rollout.steps().stream()
        .anyMatch(step -> step.node().equals(node) && step.status() == NodeStep.Status.LEFT_OUT);
  }

  /** Whether all nodes may be brought up to date now. What succeeded counts, too. */
  boolean allowUpdate() {
    return allows(
        newestFirst.stream()
            .filter(r -> r.direction() == Direction.CHANGE && !r.onlyLate())
            .toList());
  }

  private boolean allows(List<Rollout> former) {
    List<Instant> ends = former.stream().map(r -> r.state().since()).toList();
    return former.stream().limit(1).noneMatch(Tries::wasStoppedByAnOperator)
        && limit.allows(HealingLimit.counting(ends, now));
  }

  private static boolean wasStoppedByAnOperator(Rollout rollout) {
    Steering.Order last = rollout.steering().last();
    return last != null && (last.verb() == Verb.ABORT || last.verb() == Verb.ROLLBACK);
  }
}
