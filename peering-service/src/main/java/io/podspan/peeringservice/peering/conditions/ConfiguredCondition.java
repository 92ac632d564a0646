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
import java.util.stream.Collectors;

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
      if (last.filter(r -> r.direction() == wanted && r.reached()).isEmpty()) {
        open.add(cluster.name());
      }
    }
    if (!open.isEmpty()) {
      return Condition.no(
          Type.CONFIGURED, "RollingOut", "Rolling out " + String.join(", ", open) + ".", now);
    }
    String outstanding = outstanding(inputs);
    String done =
        inputs.interconnect().withdrawing()
            ? "All clusters are separated."
            : "All clusters are rolled out.";
    return outstanding.isEmpty()
        ? Condition.yes(Type.CONFIGURED, "RolledOut", done, now)
        : Condition.yes(Type.CONFIGURED, "RestoreOutstanding", done + " " + outstanding, now);
  }

  /** What older rollouts have not restored yet counts as well. */
  private static String outstanding(ConditionInputs inputs) {
    return inputs.rollouts().stream()
        .filter(r -> r.held() != null)
        .map(r -> r.cluster() + ": " + r.held())
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static Condition stopped(Rollout rollout, Instant now) {
    Failure failure = rollout.failure();
    String node = failure == null || failure.node() == null ? "" : " at node " + failure.node();
    String why = failure == null ? "no reason was recorded" : failure.reason();
    String reason = rollout.state() instanceof RolloutState.Failed ? "RolloutFailed" : "RolledBack";
    String held = rollout.held() == null ? "" : " " + rollout.held();
    return Condition.no(
        Type.CONFIGURED,
        reason,
        "The rollout of " + rollout.cluster() + " stopped" + node + ": " + why + held,
        now);
  }
}
