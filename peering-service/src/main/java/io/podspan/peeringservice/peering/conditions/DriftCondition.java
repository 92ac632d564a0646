package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.OnDrift;
import io.podspan.peeringservice.peering.conditions.Condition.Status;
import io.podspan.peeringservice.peering.conditions.Condition.Type;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.router.Drift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody else changed what the rollouts wrote, as it was last looked at. TRUE while that
 * is known of any cluster; FALSE only if it is known of none and all could be looked at.
 */
final class DriftCondition {
  private final ConditionInputs inputs;
  private final List<String> drifted = new ArrayList<>();
  private final List<String> unread = new ArrayList<>();
  private final List<String> rolling = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();
  private boolean waits;
  private boolean heals;
  private String nextStep = "";

  private DriftCondition(ConditionInputs inputs) {
    this.inputs = inputs;
  }

  static Condition of(ConditionInputs inputs, Instant now) {
    DriftCondition condition = new DriftCondition(inputs);
    for (String cluster : inputs.interconnect().clusters()) {
      condition.count(cluster, inputs.drifts().get(cluster));
    }
    return condition.condition(now);
  }

  private void count(String cluster, @Nullable DriftState state) {
    if (state != null && !state.found().isEmpty()) {
      state.found().forEach(drift -> drifted.add(cluster + ": " + shown(drift)));
      boolean heal = inputs.interconnect().onDrift() == OnDrift.HEAL;
      waits |= heal && state.waits();
      heals |= heal && state.healing();
      nextStep = state.nextStep();
    } else if (Rollout.last(inputs.rollouts(), cluster).filter(r -> r.state().ended()).isEmpty()) {
      rolling.add(cluster);
    } else if (state == null) {
      unseen.add(cluster);
    } else if (!state.unread().isEmpty()) {
      unread.add(cluster + ": " + state.unread());
    }
  }

  private static String shown(Drift drift) {
    String by = DriftState.by(drift);
    return drift.object()
        + " ("
        + ConditionInputs.some(drift.difference())
        + ")"
        + (by == null ? "" : ", " + by);
  }

  private Condition condition(Instant now) {
    if (inputs.interconnect().withdrawing()) {
      return unknown("Withdrawing", "The interconnect is being withdrawn.", now);
    }
    if (!drifted.isEmpty()) {
      String reason = waits ? "HealingPaused" : heals ? "Healing" : "ChangedByOthers";
      String text = "Somebody else changed what was rolled out. " + ConditionInputs.some(drifted);
      return Condition.yes(Type.DRIFTED, reason, text + ". " + nextStep, now);
    }
    if (!unread.isEmpty()) {
      return unknown("NotRead", ConditionInputs.some(unread), now);
    }
    if (!rolling.isEmpty()) {
      String clusters = String.join(", ", rolling);
      return unknown("RollingOut", "It is looked at after the rollouts of " + clusters + ".", now);
    }
    if (!unseen.isEmpty()) {
      String clusters = String.join(", ", unseen);
      return unknown("NotLookedYet", "Not looked at yet: " + clusters + ".", now);
    }
    return Condition.no(
        Type.DRIFTED, "AsWritten", "The routers are configured as it was rolled out.", now);
  }

  private static Condition unknown(String reason, String message, Instant now) {
    return new Condition(Type.DRIFTED, Status.UNKNOWN, reason, message, now);
  }
}
