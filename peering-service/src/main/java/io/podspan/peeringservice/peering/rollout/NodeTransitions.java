package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Gating;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Restarting;
import io.podspan.peeringservice.peering.rollout.Observed.Gates;
import io.podspan.peeringservice.peering.rollout.Observed.Lost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where what was observed of one node under way leads. Pure. */
final class NodeTransitions {
  private final Rollout rollout;
  private final NodeTurn turn;
  private final NodeStep step;
  private final Instant now;

  NodeTransitions(Rollout rollout, String node, Instant now) {
    this.rollout = rollout;
    this.turn = rollout.turn(node);
    this.step = rollout.step(node);
    this.now = now;
  }

  Turn restart(String pod, String uid) {
    Restarting restarting = new Restarting(step.node(), now, pod, uid);
    return Turn.to(rollout.with(step.started(now)).at(restarting), restarting(pod));
  }

  private RolloutFact restarting(@Nullable String pod) {
    return new RolloutFact.NodeRestarting(step.node(), rollout.number(step.node()), pod);
  }

  Turn upToDate() {
    if (rollout.backwards()) {
      return rolledBack();
    }
    NodeStep gating = step.started(now).now(Status.GATING);
    return Turn.to(
        rollout.with(gating).at(new Gating(step.node(), now, null, null)), restarting(null));
  }

  Turn notReady(String why) {
    RolloutPolicy policy = rollout.policy();
    if (!expired(rollout.backwards() ? policy.restartTimeout() : policy.checkTimeout())) {
      return Turn.again(rollout);
    }
    return failed(why, "Bring the node and its router pod back, then retry.");
  }

  Turn gone() {
    return rollout.backwards()
        ? rolledBack()
        : done(List.of("skipped, because the node left the cluster"), List.of());
  }

  Turn running() {
    if (rollout.backwards()) {
      return rolledBack();
    }
    return Turn.to(
        rollout.with(step.now(Status.GATING)).at(new Gating(step.node(), now, turn.since(), null)));
  }

  Turn notRunning(String why) {
    Duration timeout = rollout.policy().restartTimeout();
    if (!expired(timeout)) {
      return Turn.again(rollout);
    }
    return failed(
        "No new router pod became Ready within " + seconds(timeout) + ": " + why,
        "Look at the pod's events and log (kubectl describe pod, kubectl logs), then retry.");
  }

  Turn gates(Gates gates) {
    if (!gates.lost().isEmpty()) {
      Lost lost = gates.lost().getFirst();
      String nextStep = "Look at the router of the node " + lost.node() + ", then retry.";
      return RolloutCourse.failed(rollout, new Failure(lost.node(), lost.detail(), nextStep), now);
    }
    return switch (rollout.direction()) {
      case JOIN -> joinGates(gates);
      case LEAVE -> leaveGates(gates);
    };
  }

  private Turn joinGates(Gates gates) {
    if (!gates.missing().isEmpty()) {
      return expired(rollout.policy().gateTimeout()) ? gateFailed(gates) : Turn.again(rollout);
    }
    Gating gating = (Gating) turn;
    Instant peeredAt = gating.peeredAt() == null ? now : gating.peeredAt();
    Instant deadline = peeredAt.plus(rollout.policy().routerGateTimeout());
    if (gates.routerSaid() || !now.isBefore(deadline)) {
      return verified(gates.passed());
    }
    return Turn.again(
        rollout.at(new Gating(step.node(), gating.since(), gating.restartedAt(), peeredAt)));
  }

  private Turn gateFailed(Gates gates) {
    return failed(
        "Within "
            + seconds(rollout.policy().gateTimeout())
            + " after the change: "
            + String.join("; ", gates.missing())
            + ".",
        "Check that the node reaches the reflector's address and port, and what its router"
            + " and the reflector's /api/v1/peers say; then retry.");
  }

  /**
   * A leave goes on after a while: a session that does not end costs no route, and a reflector that
   * is away cannot report its end.
   */
  private Turn leaveGates(Gates gates) {
    return gates.missing().isEmpty() || expired(rollout.policy().leaveTimeout())
        ? verified(gates.passed())
        : Turn.again(rollout);
  }

  private Turn verified(List<String> gates) {
    NodeStep verified = step.verified(gates, now);
    long took = verified.tookMillis() == null ? 0 : verified.tookMillis();
    int number = rollout.number(step.node());
    return done(gates, List.of(new RolloutFact.NodeVerified(step.node(), number, gates, took)));
  }

  private Turn done(List<String> gates, List<RolloutFact> facts) {
    return RolloutCourse.done(rollout, step.verified(gates, now), facts, now);
  }

  private Turn rolledBack() {
    return RolloutCourse.done(rollout, step.now(Status.ROLLED_BACK), List.of(), now);
  }

  private Turn failed(String reason, String nextStep) {
    return RolloutCourse.failed(rollout, new Failure(step.node(), reason, nextStep), now);
  }

  private boolean expired(Duration timeout) {
    return !now.isBefore(turn.since().plus(timeout));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
