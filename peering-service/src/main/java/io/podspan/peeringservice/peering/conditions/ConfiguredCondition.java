package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Interconnect;
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
    List<String> open = new ArrayList<>();
    for (String cluster : inputs.interconnect().members()) {
      Optional<Rollout> last = inputs.last(cluster);
      if (last.filter(Rollout::stopped).isPresent()) {
        return stopped(last.get(), now);
      }
      if (last.filter(r -> isWanted(inputs, r) && r.reached()).isEmpty()) {
        open.add(cluster);
      }
    }
    if (open.isEmpty() && !inputs.interconnect().leaving().reflectors().isEmpty()) {
      open.addAll(inputs.interconnect().clusters());
    }
    Optional<Condition> paused = paused(inputs, open, now);
    if (paused.isPresent()) {
      return paused.get();
    }
    if (!open.isEmpty()) {
      return rollingOut(open, now);
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

  static Condition rollingOut(List<String> clusters, Instant now) {
    return Condition.no(
        Type.CONFIGURED, "RollingOut", "Rolling out " + String.join(", ", clusters) + ".", now);
  }

  /** The first of the open rollouts that begins no further node. */
  private static Optional<Condition> paused(
      ConditionInputs inputs, List<String> open, Instant now) {
    return open.stream()
        .flatMap(cluster -> inputs.last(cluster).stream())
        .flatMap(rollout -> paused(rollout, now).stream())
        .findFirst();
  }

  private static Optional<Condition> paused(Rollout rollout, Instant now) {
    return Optional.ofNullable(rollout.steering().pause())
        .map(
            pause ->
                Condition.no(
                    Type.CONFIGURED,
                    "RolloutPaused",
                    "The rollout of "
                        + rollout.cluster()
                        + " is paused. "
                        + pause.text()
                        + " "
                        + pause.nextStep(),
                    now));
  }

  private static boolean isWanted(ConditionInputs inputs, Rollout rollout) {
    Interconnect interconnect = inputs.interconnect();
    boolean leaves =
        interconnect.withdrawing() || interconnect.leaving().clusters().contains(rollout.cluster());
    return leaves == (rollout.direction() == Direction.LEAVE);
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
