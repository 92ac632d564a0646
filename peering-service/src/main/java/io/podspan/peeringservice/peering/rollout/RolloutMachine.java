package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.Observed.Gates;
import io.podspan.peeringservice.peering.rollout.Observed.Lost;
import io.podspan.peeringservice.peering.rollout.Observed.OfRouters;
import io.podspan.peeringservice.peering.rollout.Observed.Prepared;
import io.podspan.peeringservice.peering.rollout.Observed.Reflectors;
import io.podspan.peeringservice.peering.rollout.Observed.Refusal;
import io.podspan.peeringservice.peering.rollout.Observed.Unavailable;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Apply;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckGates;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckNode;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Nothing;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Prepare;
import io.podspan.peeringservice.peering.rollout.RolloutAction.RestartPod;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Restore;
import io.podspan.peeringservice.peering.rollout.RolloutState.Applying;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutState.Checking;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Failed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Gating;
import io.podspan.peeringservice.peering.rollout.RolloutState.Preparing;
import io.podspan.peeringservice.peering.rollout.RolloutState.Restarting;
import io.podspan.peeringservice.peering.rollout.RolloutState.Restoring;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.Gone;
import io.podspan.peeringservice.peering.router.RouterOutcome.NotReady;
import io.podspan.peeringservice.peering.router.RouterOutcome.NotRunning;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restartable;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterOutcome.Running;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of rollouts. {@link #next} says what is to be done, {@link #after} what the
 * outcome leads to. Pure: no I/O, no clock.
 *
 * <p>The way forward is AwaitingReflectors, Preparing, Applying, then Checking, Restarting and
 * Gating for each node, Restoring, Completed. A failure of a join turns it round: Applying with the
 * reversed change, Checking and Restarting for each touched node in reverse order, Restoring,
 * RolledBack. A failure of a leave, or on the way back, ends it in Failed.
 *
 * <p>It is above the house's size for a file because its transitions are read together or not at
 * all.
 */
public final class RolloutMachine {
  private final RolloutPolicy policy;

  public RolloutMachine(RolloutPolicy policy) {
    this.policy = policy;
  }

  /**
   * Where an observation leads.
   *
   * @param facts what to tell everybody
   * @param again whether the same action is to be tried again after a while or a wake-up
   */
  public record Turn(Rollout rollout, List<RolloutFact> facts, boolean again) {}

  public RolloutAction next(Rollout rollout) {
    return switch (rollout.state()) {
      case AwaitingReflectors _ -> new CheckReflectors();
      case Preparing _ -> new Prepare();
      case Applying _ -> new Apply(rollout.requiredChange(), rollout.backwards());
      case Checking(_, int index) ->
          new CheckNode(rollout.requiredChange(), rollout.step(index).node());
      case Restarting(_, int index, String pod, String uid) ->
          new RestartPod(rollout.requiredChange(), rollout.step(index).node(), pod, uid);
      case Gating(_, int index, Instant restartedAt, _) ->
          new CheckGates(rollout.step(index).node(), rollout.step(index).address(), restartedAt);
      case Restoring _ -> new Restore(rollout.requiredChange());
      case Completed _, Failed _, RolledBack _ -> new Nothing();
    };
  }

  public Turn after(Rollout rollout, Observed observed, Instant now) {
    return switch (observed) {
      case Unavailable(ClusterFault fault) -> unavailable(rollout, fault, now);
      case Refusal(String reason, String nextStep) -> failed(rollout, reason, nextStep, now);
      case Reflectors(List<String> missing) -> afterReflectors(rollout, missing, now);
      case Prepared(RouterChange change) -> afterPrepared(rollout, change, now);
      case OfRouters(RouterOutcome outcome) -> afterRouters(rollout, outcome, now);
      case Gates gates -> afterGates(rollout, gates, now);
    };
  }

  private Turn afterRouters(Rollout rollout, RouterOutcome outcome, Instant now) {
    return switch (outcome) {
      case Refused(String reason, String nextStep) -> failed(rollout, reason, nextStep, now);
      case Applied _ -> nextNode(rollout, List.of(), now);
      case Conflict(String why) -> afterConflict(rollout, why, now);
      case Restartable(String pod, String uid) -> restart(rollout, pod, uid, now);
      case UpToDate _ -> afterUpToDate(rollout, now);
      case NotReady(String why) -> afterNotReady(rollout, why, now);
      case Gone _ -> skip(rollout, now);
      case Running _ -> afterRunning(rollout, now);
      case NotRunning(String why) -> afterNotRunning(rollout, why, now);
      case Restored _ -> end(rollout, now);
    };
  }

  private Turn unavailable(Rollout rollout, ClusterFault fault, Instant now) {
    boolean mayPass = fault instanceof ClusterFault.Unreachable;
    if (mayPass && !expired(rollout, policy.apiTimeout(), now)) {
      return again(rollout);
    }
    return failed(rollout, fault.detail(), fault.nextStep(), now);
  }

  private Turn afterReflectors(Rollout rollout, List<String> missing, Instant now) {
    if (missing.isEmpty()) {
      Rollout started = rollout.startedAt(now).in(new Preparing(now, 1));
      return turn(started, new RolloutFact.Started());
    }
    AwaitingReflectors waiting = (AwaitingReflectors) rollout.state();
    if (waiting.told() || !expired(rollout, RolloutPolicy.PATIENCE, now)) {
      return again(rollout);
    }
    String names = String.join(", ", missing);
    RolloutFact paused =
        new RolloutFact.Paused(
            null,
            "Reflector " + names + " has not yet taken the interconnect over.",
            "Check that the bgp-reflector named " + names + " runs and reaches Kafka.");
    Rollout told = rollout.in(new AwaitingReflectors(waiting.since(), true));
    return new Turn(told, List.of(paused), true);
  }

  private Turn afterPrepared(Rollout rollout, RouterChange change, Instant now) {
    List<RolloutFact> facts = new ArrayList<>();
    boolean news = rollout.change() == null || !rollout.change().diff().equals(change.diff());
    Rollout prepared =
        rollout.changing(change).in(new Applying(now, ((Preparing) rollout.state()).attempt()));
    if (news) {
      facts.add(new RolloutFact.Planned());
    }
    if (prepared.startedAt() == null) {
      prepared = prepared.startedAt(now);
      facts.add(new RolloutFact.Started());
    }
    return new Turn(prepared, List.copyOf(facts), false);
  }

  private Turn afterConflict(Rollout rollout, String why, Instant now) {
    int attempt = ((Applying) rollout.state()).attempt();
    if (attempt >= RolloutPolicy.ATTEMPTS || rollout.backwards()) {
      return conflicted(rollout, why, now);
    }
    return turn(rollout.in(new Preparing(now, attempt + 1)));
  }

  /** Nothing was written, so there is nothing to take back but the update strategy. */
  private Turn conflicted(Rollout rollout, String why, Instant now) {
    Failure failure =
        new Failure(
            null,
            "The router configuration is being changed by somebody else: " + why,
            "Find out who changes it (GitOps, Helm, another operator), then retry.");
    if (rollout.backwards()) {
      return failedAt(rollout, failure, now);
    }
    return turn(rollout.failing(failure).in(new Restoring(now)), new RolloutFact.Failed(failure));
  }

  private Turn restart(Rollout rollout, String pod, String uid, Instant now) {
    int index = ((Checking) rollout.state()).index();
    Rollout restarting =
        rollout.with(rollout.step(index).started(now)).in(new Restarting(now, index, pod, uid));
    return turn(restarting, restarting(restarting, index, pod));
  }

  private static RolloutFact restarting(Rollout rollout, int index, @Nullable String pod) {
    return new RolloutFact.NodeRestarting(rollout.step(index).node(), index + 1, pod);
  }

  private Turn afterUpToDate(Rollout rollout, Instant now) {
    int index = ((Checking) rollout.state()).index();
    if (rollout.backwards()) {
      return backAgain(rollout, index, now);
    }
    Rollout gating =
        rollout
            .with(rollout.step(index).started(now).now(Status.GATING))
            .in(new Gating(now, index, null, null));
    return turn(gating, restarting(gating, index, null));
  }

  private Turn afterNotReady(Rollout rollout, String why, Instant now) {
    Duration patience = rollout.backwards() ? policy.restartTimeout() : policy.checkTimeout();
    if (!expired(rollout, patience, now)) {
      return again(rollout);
    }
    return failed(rollout, why, "Bring the node and its router pod back, then retry.", now);
  }

  private Turn skip(Rollout rollout, Instant now) {
    int index = ((Checking) rollout.state()).index();
    if (rollout.backwards()) {
      return backAgain(rollout, index, now);
    }
    List<String> gates = List.of("skipped, for the node left the cluster");
    return nextNode(rollout.with(rollout.step(index).verified(gates, now)), List.of(), now);
  }

  private Turn afterRunning(Rollout rollout, Instant now) {
    Restarting restarting = (Restarting) rollout.state();
    int index = restarting.index();
    if (rollout.backwards()) {
      return backAgain(rollout, index, now);
    }
    return turn(
        rollout
            .with(rollout.step(index).now(Status.GATING))
            .in(new Gating(now, index, restarting.since(), null)));
  }

  private Turn afterNotRunning(Rollout rollout, String why, Instant now) {
    if (!expired(rollout, policy.restartTimeout(), now)) {
      return again(rollout);
    }
    return failed(
        rollout,
        "No new router pod became Ready within " + seconds(policy.restartTimeout()) + ": " + why,
        "Look at the pod's events and log (kubectl describe pod, kubectl logs), then retry.",
        now);
  }

  private Turn afterGates(Rollout rollout, Gates gates, Instant now) {
    if (!gates.lost().isEmpty()) {
      Lost lost = gates.lost().getFirst();
      return failedAt(
          rollout,
          new Failure(
              lost.node(),
              lost.detail(),
              "Look at the router of the node " + lost.node() + ", then retry."),
          now);
    }
    return switch (rollout.direction()) {
      case JOIN -> afterJoinGates(rollout, gates, now);
      case LEAVE -> afterLeaveGates(rollout, gates, now);
    };
  }

  private Turn afterJoinGates(Rollout rollout, Gates gates, Instant now) {
    Gating gating = (Gating) rollout.state();
    if (!gates.missing().isEmpty()) {
      return expired(rollout, policy.gateTimeout(), now)
          ? failed(
              rollout,
              "Within "
                  + seconds(policy.gateTimeout())
                  + " after the change: "
                  + String.join("; ", gates.missing())
                  + ".",
              "Check that the node reaches the reflector's address and port, and what its router"
                  + " and the reflector's /api/v1/peers say; then retry.",
              now)
          : again(rollout);
    }
    Instant peeredAt = gating.peeredAt() == null ? now : gating.peeredAt();
    if (gates.routerSaid()) {
      List<String> passed = new ArrayList<>(gates.passed());
      passed.add("the router says Established");
      return verified(rollout, passed, now);
    }
    if (!now.isBefore(peeredAt.plus(policy.routerGateTimeout()))) {
      return verified(rollout, gates.passed(), now);
    }
    Gating peered = new Gating(gating.since(), gating.index(), gating.restartedAt(), peeredAt);
    return again(rollout.in(peered));
  }

  /**
   * A session that does not end costs nobody his routes, and a reflector that is away can say
   * nothing: a leave goes on.
   */
  private Turn afterLeaveGates(Rollout rollout, Gates gates, Instant now) {
    return gates.missing().isEmpty() || expired(rollout, policy.leaveTimeout(), now)
        ? verified(rollout, gates.passed(), now)
        : again(rollout);
  }

  private Turn verified(Rollout rollout, List<String> gates, Instant now) {
    int index = ((Gating) rollout.state()).index();
    NodeStep step = rollout.step(index).verified(gates, now);
    long took = step.tookMillis() == null ? 0 : step.tookMillis();
    RolloutFact fact = new RolloutFact.NodeVerified(step.node(), index + 1, gates, took);
    return nextNode(rollout.with(step), List.of(fact), now);
  }

  /** The next node in the present direction, or the end when there is none. */
  private Turn nextNode(Rollout rollout, List<RolloutFact> facts, Instant now) {
    int index = rollout.backwards() ? lastTouched(rollout) : firstPending(rollout);
    RolloutState next = index < 0 ? new Restoring(now) : new Checking(now, index);
    return new Turn(rollout.in(next), facts, false);
  }

  private static int firstPending(Rollout rollout) {
    for (int i = 0; i < rollout.steps().size(); i++) {
      if (rollout.step(i).status() == Status.PENDING) {
        return i;
      }
    }
    return -1;
  }

  private static int lastTouched(Rollout rollout) {
    for (int i = rollout.steps().size() - 1; i >= 0; i--) {
      if (rollout.step(i).touched()) {
        return i;
      }
    }
    return -1;
  }

  private Turn backAgain(Rollout rollout, int index, Instant now) {
    return nextNode(rollout.with(rollout.step(index).now(Status.ROLLED_BACK)), List.of(), now);
  }

  private Turn failed(Rollout rollout, String reason, String nextStep, Instant now) {
    return failedAt(rollout, new Failure(nodeOf(rollout), reason, nextStep), now);
  }

  private static @Nullable String nodeOf(Rollout rollout) {
    return switch (rollout.state()) {
      case Checking(_, int index) -> rollout.step(index).node();
      case Restarting(_, int index, _, _) -> rollout.step(index).node();
      case Gating(_, int index, _, _) -> rollout.step(index).node();
      case AwaitingReflectors _,
          Preparing _,
          Applying _,
          Restoring _,
          Completed _,
          Failed _,
          RolledBack _ ->
          null;
    };
  }

  private Turn failedAt(Rollout rollout, Failure failure, Instant now) {
    Failure said =
        rollout.backwards()
            ? new Failure(
                failure.node(),
                "The rollback stopped: " + failure.reason(),
                "The routers run two configurations. " + failure.nextStep())
            : failure;
    Rollout marked = markFailed(rollout, failure.node()).failing(said);
    RolloutState next = mayGoBack(rollout) ? new Applying(now, 1) : new Failed(now);
    return turn(marked.in(next), new RolloutFact.Failed(said));
  }

  /** A node that nothing was done to stays pending: going back leaves it alone. */
  private static Rollout markFailed(Rollout rollout, @Nullable String node) {
    return rollout.steps().stream()
        .filter(s -> s.node().equals(node) && s.touched() && !rollout.backwards())
        .findFirst()
        .map(s -> rollout.with(s.now(Status.FAILED)))
        .orElse(rollout);
  }

  private boolean mayGoBack(Rollout rollout) {
    boolean touchedSomething =
        switch (rollout.state()) {
          case Applying _, Checking _, Restarting _, Gating _ -> true;
          case AwaitingReflectors _,
              Preparing _,
              Restoring _,
              Completed _,
              Failed _,
              RolledBack _ ->
              false;
        };
    return touchedSomething
        && policy.rollbackOnFailure()
        && rollout.direction() == Direction.JOIN
        && !rollout.backwards();
  }

  private Turn end(Rollout rollout, Instant now) {
    Failure failure = rollout.failure();
    if (failure == null) {
      Instant since = rollout.startedAt() == null ? now : rollout.startedAt();
      long took = Duration.between(since, now).toMillis();
      return turn(rollout.in(new Completed(now)), new RolloutFact.Completed(took));
    }
    List<String> nodes =
        rollout.steps().stream()
            .filter(s -> s.status() == Status.ROLLED_BACK)
            .map(NodeStep::node)
            .toList();
    return turn(
        rollout.in(new RolledBack(now)), new RolloutFact.RolledBack(failure.reason(), nodes));
  }

  private static boolean expired(Rollout rollout, Duration timeout, Instant now) {
    return !now.isBefore(rollout.state().since().plus(timeout));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + " s";
  }

  private static Turn turn(Rollout rollout, RolloutFact... facts) {
    return new Turn(rollout, List.of(facts), false);
  }

  private static Turn again(Rollout rollout) {
    return new Turn(rollout, List.of(), true);
  }
}
