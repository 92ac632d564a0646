package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.rollout.Direction;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the reflectors took the interconnect over, and each cluster's routers have the change.
 */
final class ConfiguredCondition {
  private ConfiguredCondition() {}

  static Condition of(ConditionInputs inputs, Instant now) {
    List<String> behind = inputs.reflectorsBehind();
    if (!behind.isEmpty()) {
      String message = "Waiting for reflector " + String.join(", ", behind) + ".";
      return Condition.no(Type.CONFIGURED, "ReflectorBehind", message, now);
    }
    Direction wanted = inputs.interconnect().withdrawing() ? Direction.LEAVE : Direction.JOIN;
    List<String> open = new ArrayList<>();
    for (Cluster cluster : inputs.clusters()) {
      Optional<Rollout> last = Rollout.last(inputs.rollouts(), cluster.name());
      if (last.filter(Rollout::stopped).isPresent()) {
        return stopped(last.get(), now);
      }
      if (last.filter(r -> r.direction() == wanted && completed(r)).isEmpty()) {
        open.add(cluster.name());
      }
    }
    return open.isEmpty()
        ? Condition.yes(Type.CONFIGURED, "RolledOut", "All clusters are rolled out.", now)
        : Condition.no(
            Type.CONFIGURED, "RollingOut", "Rolling out " + String.join(", ", open) + ".", now);
  }

  private static boolean completed(Rollout rollout) {
    return rollout.state() instanceof RolloutState.Completed;
  }

  private static Condition stopped(Rollout rollout, Instant now) {
    Failure failure = rollout.failure();
    String node = failure == null || failure.node() == null ? "" : " at node " + failure.node();
    String why = failure == null ? "no reason was recorded" : failure.reason();
    String reason =
        rollout.state() instanceof RolloutState.RolledBack ? "RolledBack" : "RolloutFailed";
    return Condition.no(
        Type.CONFIGURED,
        reason,
        "The rollout of " + rollout.cluster() + " stopped" + node + ": " + why,
        now);
  }
}
