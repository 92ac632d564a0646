package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.router.RouterChange;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done next. Each may be done again after a crash: it looks at what is there first.
 */
public sealed interface RolloutAction {
  /** The node that it is about, null when it is about the cluster. */
  default @Nullable String node() {
    return null;
  }

  /** Which clusters go first? */
  record CheckTurn() implements RolloutAction {}

  /** Which reflectors have not taken the interconnect over? */
  record CheckReflectors() implements RolloutAction {}

  /** Read the live configuration and work out the change. */
  record Prepare() implements RolloutAction {}

  /**
   * Write the change.
   *
   * @param back write what was there before it instead
   */
  record Apply(RouterChange change, boolean back) implements RolloutAction {}

  record CheckNode(RouterChange change, String node) implements RolloutAction {}

  /** Write what of the change is for this node alone. */
  record ChangeNode(RouterChange change, String node) implements RolloutAction {}

  /** Delete the pod with this uid if it is there still, and look at its successor. */
  record RestartPod(RouterChange change, String node, String pod, String uid)
      implements RolloutAction {}

  /** What is known of the sessions and routes of this node, and of those verified before? */
  record CheckGates(NodeTurn.Gating turn) implements RolloutAction {
    @Override
    public String node() {
      return turn.node();
    }
  }

  /** Whether the pause is over. */
  record CheckPause(PauseReason pause) implements RolloutAction {}

  record Restore(RouterChange change) implements RolloutAction {}
}
