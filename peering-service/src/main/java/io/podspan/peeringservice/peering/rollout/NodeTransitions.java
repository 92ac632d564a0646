package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Changing;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Gating;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Restarting;
import io.podspan.peeringservice.peering.rollout.Observed.Gates;
import io.podspan.peeringservice.peering.rollout.Observed.Lost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where what was observed of one node under way leads. Pure. */
final class NodeTransitions {
  private static final String SESSION_STEP =
      "Check that the node reaches the reflector's address and port, and what its router and the"
          + " reflector's /api/v1/peers say; then retry.";
  private static final String ROUTE_STEP =
      "Look at the first place that the reason names: the node's router, the reflector's"
          + " /api/v1/peers, or the node's page at route-collector; then retry.";
  private static final String UNREAD_STEP =
      "Check that route-collector runs and may exec in the router's pods, then retry. With"
          + " podspan.rollout.unread-routes=go-on, nodes that cannot be read do not stop a rollout.";

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

  private Turn changed(@Nullable Instant writtenAt) {
    if (rollout.backwards()) {
      return rolledBack();
    }
    Gating gating = new Gating(step.node(), now, writtenAt, null, ((Changing) turn).before());
    return Turn.to(rollout.with(step.now(Status.GATING)).at(gating));
  }

  /** A part of the change that was there already may have brought its session long ago. */
  Turn upToDate(Snapshot before) {
    if (rollout.backwards()) {
      return rolledBack();
    }
    if (turn instanceof Changing) {
      return changed(null);
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
        ? failed(why, "Bring the node and its router pod back, then retry.")
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

  Turn gone() {
    return rollout.backwards()
        ? rolledBack()
        : done(List.of("skipped, because the node left the cluster"), List.of());
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
      case JOIN, CHANGE -> joinGates(gates);
      case LEAVE -> leaveGates(gates);
    };
  }

  private Turn joinGates(Gates gates) {
    if (!gates.missing().isEmpty()) {
      Duration timeout = rollout.policy().gateTimeout();
      return expired(timeout)
          ? gateFailed(gates.missing(), SESSION_STEP)
          : waits(rollout, Wait.Gate.SESSIONS, String.join("; ", gates.missing()), timeout);
    }
    Gating gating = (Gating) turn;
    Instant peeredAt = gating.peeredAt() == null ? now : gating.peeredAt();
    Rollout peered = rollout.at(gating.peered(peeredAt));
    Instant deadline = peeredAt.plus(rollout.policy().routerGateTimeout());
    if (!gates.routerSaid() && now.isBefore(deadline)) {
      String what = "The node's own router has not told of its sessions.";
      return Turn.waits(peered, new Wait(step.node(), Wait.Gate.SESSIONS, what, now, deadline));
    }
    return routeGates(gates, peered);
  }

  private Turn routeGates(Gates gates, Rollout waiting) {
    Duration timeout = rollout.policy().gateTimeout();
    if (!gates.unrouted().isEmpty()) {
      return expired(timeout)
          ? gateFailed(gates.unrouted(), ROUTE_STEP)
          : waits(waiting, Wait.Gate.ROUTES, String.join("; ", gates.unrouted()), timeout);
    }
    @Nullable String unread = gates.unread();
    if (unread == null) {
      return verified(gates.passed());
    }
    return switch (rollout.policy().unreadRoutes()) {
      case STOP ->
          expired(timeout)
              ? gateFailed(List.of("its routes could not be checked: " + unread), UNREAD_STEP)
              : waits(waiting, Wait.Gate.ROUTES, unread, timeout);
      case GO_ON ->
          expired(RolloutPolicy.UNREAD_PATIENCE)
              ? verified(with(gates.passed(), "its routes were not checked: " + unread))
              : waits(waiting, Wait.Gate.ROUTES, unread, RolloutPolicy.UNREAD_PATIENCE);
    };
  }

  private static List<String> with(List<String> passed, String last) {
    List<String> all = new ArrayList<>(passed);
    all.add(last);
    return all;
  }

  private Turn gateFailed(List<String> missing, String nextStep) {
    return failed(
        step.node()
            + ": "
            + String.join("; ", missing)
            + ". The gate waited "
            + seconds(rollout.policy().gateTimeout())
            + ".",
        nextStep);
  }

  /**
   * A leave goes on after a while: a session that does not end costs no route, and a reflector that
   * is away cannot report its end. It does not go on while routes that are to stay are lost.
   */
  private Turn leaveGates(Gates gates) {
    Duration timeout = rollout.policy().leaveTimeout();
    return gates.missing().isEmpty() || expired(timeout)
        ? routeGates(gates, rollout)
        : waits(rollout, Wait.Gate.SESSIONS, String.join("; ", gates.missing()), timeout);
  }

  private Turn verified(List<String> passed) {
    List<String> gates = new ArrayList<>(step.gates());
    gates.addAll(passed);
    NodeStep verified = step.verified(gates, now);
    long took = verified.tookMillis() == null ? 0 : verified.tookMillis();
    int number = rollout.number(step.node());
    Progress progress = Progress.of(rollout.with(verified), now);
    return done(
        gates, List.of(new RolloutFact.NodeVerified(step.node(), number, gates, took, progress)));
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

  private Turn waits(Rollout waiting, Wait.Gate gate, String what, Duration timeout) {
    Instant until = turn.since().plus(timeout);
    return Turn.waits(waiting, new Wait(step.node(), gate, what, now, until));
  }

  private boolean expired(Duration timeout) {
    return !now.isBefore(turn.since().plus(timeout));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }
}
