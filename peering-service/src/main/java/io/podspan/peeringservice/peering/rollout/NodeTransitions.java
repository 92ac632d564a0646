package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Changing;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Gating;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Restarting;
import io.podspan.peeringservice.peering.rollout.Observed.Gates;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where what was observed of one node under way leads. Pure. */
final class NodeTransitions {
  private final Rollout rollout;
  private final NodeTurn turn;
  private final NodeStep step;
  private final Moment at;
  private final Instant now;

  NodeTransitions(Rollout rollout, String node, Moment at) {
    this.rollout = rollout;
    this.turn = rollout.turn(node);
    this.step = rollout.step(node);
    this.at = at;
    this.now = at.now();
  }

  Turn restart(String pod, String uid, Snapshot before) {
    Restarting restarting = new Restarting(step.node(), now, pod, uid, before);
    return Turn.to(rollout.with(step.started(now)).at(restarting), restarting(pod));
  }

  private RolloutFact restarting(@Nullable String pod) {
    return new RolloutFact.NodeRestarting(step.node(), rollout.number(step.node()), pod);
  }

  /** What was written does not restart the router, so the fact names no pod. */
  Turn change(Snapshot before) {
    Changing changing = new Changing(step.node(), now, before);
    return Turn.to(rollout.with(step.started(now)).at(changing), restarting(null));
  }

  Turn changed() {
    return changed(turn.since());
  }

  private Turn changed(@Nullable Instant writtenAt, RolloutFact... facts) {
    if (rollout.backwards()) {
      return rolledBack();
    }
    Gating gating = new Gating(step.node(), now, writtenAt, null, ((Changing) turn).before());
    return Turn.to(rollout.with(step.now(Status.GATING)).at(gating), facts);
  }

  /** Its part was written by somebody else, or by an owner that died then. */
  private Turn changedAlready() {
    @Nullable Instant begun = step.startedAt();
    boolean longAgo = begun != null && begun.plus(RolloutPolicy.FORGOTTEN).isBefore(now);
    return longAgo ? changed(null, restarting(null)) : changed(null);
  }

  /** A part of the change that was there already may have brought its session long ago. */
  Turn upToDate(Snapshot before) {
    if (rollout.backwards()) {
      return rolledBack();
    }
    if (turn instanceof Changing) {
      return changedAlready();
    }
    @Nullable Instant restartedAt = step.touched() ? step.startedAt() : null;
    NodeStep gating = step.started(now).now(Status.GATING);
    return Turn.to(
        rollout.with(gating).at(new Gating(step.node(), now, restartedAt, null, before)),
        restarting(null));
  }

  Turn notReady(String why) {
    RolloutPolicy policy = rollout.policy();
    Duration timeout = rollout.backwards() ? policy.restartTimeout() : policy.checkTimeout();
    if (!expired(timeout)) {
      return waits(rollout, Wait.Gate.NODE, why, timeout);
    }
    return rollout.backwards()
        ? failed(Wait.Gate.NODE, why, "Bring the node and its router pod back, then retry.")
        : leftOut(why);
  }

  /** Also on the way back, and while its router restarts: a node that died holds no other up. */
  Turn away(String why) {
    Duration timeout = rollout.policy().checkTimeout();
    return expired(timeout) ? leftOut(why) : waits(rollout, Wait.Gate.NODE, why, timeout);
  }

  private Turn leftOut(String why) {
    return RolloutCourse.done(rollout, step.leftOut(why), List.of(), now);
  }

  /** In both directions: neither configuration runs there. */
  Turn gone() {
    return RolloutCourse.done(rollout, step.gone(), List.of(), now);
  }

  Turn running(String pod) {
    if (rollout.backwards()) {
      return rolledBack();
    }
    NodeStep gating = step.now(Status.GATING).passing("pod " + pod + " is new and Ready");
    Gating turnOfGates =
        new Gating(step.node(), now, turn.since(), null, ((Restarting) turn).before());
    return Turn.to(rollout.with(gating).at(turnOfGates));
  }

  Turn notRunning(String why) {
    Duration timeout = rollout.policy().restartTimeout();
    if (!expired(timeout)) {
      return waits(rollout, Wait.Gate.POD, why, timeout);
    }
    return failed(
        Wait.Gate.POD,
        "No new router pod became Ready within " + timeout.toSeconds() + " s: " + why,
        "Look at the pod's events and log (kubectl describe pod, kubectl logs), then retry.");
  }

  Turn gates(Gates gates) {
    return new GateTransitions(rollout, step, (NodeTurn.Gating) turn, at).after(gates);
  }

  private Turn rolledBack() {
    return RolloutCourse.done(rollout, step.now(Status.ROLLED_BACK), List.of(), now);
  }

  private Turn failed(Wait.Gate gate, String reason, String nextStep) {
    Failure failure = new Failure(step.node(), gate, reason, nextStep, List.of());
    return RolloutCourse.failed(rollout, failure, now);
  }

  private Turn waits(Rollout waiting, Wait.Gate gate, String what, Duration timeout) {
    return Turn.waits(waiting, new Wait(step.node(), gate, what, now, until(timeout)));
  }

  private boolean expired(Duration timeout) {
    return !now.isBefore(until(timeout));
  }

  private Instant until(Duration timeout) {
    return at.limitFrom(turn.since()).plus(timeout);
  }
}
