package io.podspan.peeringservice.peering.notice;

import io.podspan.peeringservice.peering.drift.DriftFact;
import io.podspan.peeringservice.peering.drift.DriftState;
import io.podspan.peeringservice.peering.rollout.Failure;
import io.podspan.peeringservice.peering.rollout.Progress;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Touched;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is said of a fact. Pure. */
public final class Notices {
  private Notices() {}

  /** Empty for what is only of interest in the journal. */
  public static Optional<Notice> of(Rollout rollout, RolloutFact fact) {
    String by = " (interconnect " + rollout.interconnect() + ")";
    return switch (fact) {
      case RolloutFact.Planned _, RolloutFact.Steered _ -> Optional.empty();
      case RolloutFact.Started _ ->
          normal(null, "RolloutStarted", begins(rollout) + by + ", node by node.");
      case RolloutFact.NodeRestarting(String node, _, String pod) ->
          pod == null
              ? normal(node, "RouterChanging", "Podspan changes the router of this node" + by + ".")
              : normal(
                  node,
                  "RouterRestarting",
                  "Podspan restarts the router of this node, pod " + pod + by + ".");
      case RolloutFact.NodeVerified(String node, _, List<String> gates, _, Progress _) ->
          normal(
              node,
              "RouterVerified",
              "The router of this node passed its gates" + by + ": " + String.join(", ", gates));
      case RolloutFact.Paused(String node, String reason, String nextStep) ->
          warning(node, "RolloutPaused", "Podspan waits" + by + ": " + reason + " " + nextStep);
      case RolloutFact.Failed(Failure failure) ->
          warning(
              failure.node(),
              "RolloutFailed",
              "Podspan stopped" + by + ": " + failure.reason() + " " + failure.nextStep());
      case RolloutFact.RolledBack(String reason, _) ->
          warning(null, "RolledBack", "Podspan took its change back" + by + ": " + reason);
      case RolloutFact.Completed _ ->
          normal(null, "RolloutCompleted", "Podspan's change is complete" + by + ".");
    };
  }

  private static String begins(Rollout rollout) {
    return switch (rollout.direction()) {
      case JOIN -> "Podspan begins to peer the routers with its reflectors";
      case CHANGE -> "Podspan begins to change the peerings of the routers";
      case LEAVE -> "Podspan begins to take its peerings back";
    };
  }

  /** On the objects of the last rollout. */
  public static Notice of(Rollout last, DriftFact fact) {
    String by = " (interconnect " + last.interconnect() + ")";
    return switch (fact) {
      case DriftFact.Found(Drift drift, String nextStep) ->
          new Notice(
              null,
              true,
              "DriftFound",
              drift.object()
                  + " is not as Podspan has rolled it out"
                  + by
                  + who(drift)
                  + ": "
                  + String.join(", ", drift.difference())
                  + ". "
                  + nextStep);
      case DriftFact.Healed(String object) ->
          new Notice(
              null, false, "DriftHealed", object + " is as it was rolled out again" + by + ".");
      case DriftFact.Ended(String object) ->
          new Notice(
              null, false, "DriftEnded", object + " is as it was rolled out again" + by + ".");
    };
  }

  private static String who(Drift drift) {
    String by = DriftState.by(drift);
    return by == null ? "" : ", " + by;
  }

  private static Optional<Notice> normal(@Nullable String node, String reason, String message) {
    return Optional.of(new Notice(on(node), false, reason, message));
  }

  private static Optional<Notice> warning(@Nullable String node, String reason, String message) {
    return Optional.of(new Notice(on(node), true, reason, message));
  }

  private static @Nullable Touched on(@Nullable String node) {
    return node == null ? null : Touched.node(node);
  }
}
