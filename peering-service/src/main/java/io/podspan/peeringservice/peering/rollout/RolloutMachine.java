package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Changing;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Checking;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Gating;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Restarting;
import io.podspan.peeringservice.peering.rollout.Observed.Ahead;
import io.podspan.peeringservice.peering.rollout.Observed.Edited;
import io.podspan.peeringservice.peering.rollout.Observed.Gates;
import io.podspan.peeringservice.peering.rollout.Observed.Late;
import io.podspan.peeringservice.peering.rollout.Observed.Occupied;
import io.podspan.peeringservice.peering.rollout.Observed.OfRouters;
import io.podspan.peeringservice.peering.rollout.Observed.Prepared;
import io.podspan.peeringservice.peering.rollout.Observed.Reflectors;
import io.podspan.peeringservice.peering.rollout.Observed.Refusal;
import io.podspan.peeringservice.peering.rollout.Observed.Unavailable;
import io.podspan.peeringservice.peering.rollout.Observed.Waited;
import io.podspan.peeringservice.peering.rollout.Observed.Written;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Apply;
import io.podspan.peeringservice.peering.rollout.RolloutAction.ChangeNode;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckGates;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckNode;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckPause;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutAction.CheckTurn;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Prepare;
import io.podspan.peeringservice.peering.rollout.RolloutAction.RestartPod;
import io.podspan.peeringservice.peering.rollout.RolloutAction.Restore;
import io.podspan.peeringservice.peering.rollout.RolloutState.Applying;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingTurn;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Failed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Paused;
import io.podspan.peeringservice.peering.rollout.RolloutState.Preparing;
import io.podspan.peeringservice.peering.rollout.RolloutState.Restoring;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import io.podspan.peeringservice.peering.rollout.RolloutState.Rolling;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Away;
import io.podspan.peeringservice.peering.router.RouterOutcome.Changeable;
import io.podspan.peeringservice.peering.router.RouterOutcome.Changed;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.Gone;
import io.podspan.peeringservice.peering.router.RouterOutcome.Held;
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
 * The state machine of rollouts. {@link #actions} says what is to be done, {@link #after} where the
 * outcome of one action leads. Pure: no I/O, no clock.
 *
 * <p>The way forward is AwaitingReflectors, Preparing, Applying, Rolling, Restoring, Completed.
 * While it is Rolling, each node under way goes through Checking, Changing or Restarting, and
 * Gating ({@link NodeTransitions}). A failure of a join turns it round ({@link RolloutCourse}):
 * Applying with the reversed change, Rolling through the touched nodes in reverse order, Restoring,
 * RolledBack. An update strategy that cannot be restored is tried again for as long as it takes. A
 * failure of a leave, or on the way back, ends it in Failed.
 *
 * <p>A node that is not Ready is no failure, wherever its turn is: it is left out, and gets its
 * turn again when it is back while the strategy waits for it.
 */
final class RolloutMachine {
  private RolloutMachine() {}

  /** What is to be done now: one action, or one for each node under way. None at the end. */
  static List<RolloutAction> actions(Rollout rollout) {
    return switch (rollout.state()) {
      case AwaitingTurn _ -> List.of(new CheckTurn());
      case AwaitingReflectors _ -> List.of(new CheckReflectors());
      case Preparing _ -> List.of(new Prepare());
      case Applying _ -> List.of(new Apply(rollout.requiredChange(), rollout.backwards()));
      case Rolling(List<NodeTurn> turns) -> turns.stream().map(t -> action(rollout, t)).toList();
      case Paused _ -> List.of(new CheckPause(rollout.requiredPause()));
      case Restoring _ -> List.of(new Restore(rollout.directedChange()));
      case Completed _, Failed _, RolledBack _ -> List.of();
    };
  }

  private static RolloutAction action(Rollout rollout, NodeTurn turn) {
    return switch (turn) {
      case Checking(String node, _) -> new CheckNode(rollout.directedChange(), node);
      case Changing(String node, _, _) -> new ChangeNode(rollout.directedChange(), node);
      case Restarting(String node, _, String pod, String uid, _) ->
          new RestartPod(rollout.directedChange(), node, pod, uid);
      case Gating gating -> new CheckGates(gating);
    };
  }

  /**
   * Where the outcome of an action leads.
   *
   * @param action one of {@link #actions} of this rollout
   * @param at when it came
   */
  static Turn after(Rollout rollout, RolloutAction action, Observed observed, Moment at) {
    Turn turn = decided(rollout, action, observed, at);
    return turn.again()
        ? turn
        : new Turn(turn.rollout().notWaiting(action.node()), turn.facts(), false);
  }

  private static Turn decided(Rollout rollout, RolloutAction action, Observed observed, Moment at) {
    Instant now = at.now();
    return switch (observed) {
      case Unavailable(ClusterFault fault) -> unavailable(rollout, action, fault, at);
      case Refusal(String reason, String nextStep) ->
          RolloutCourse.failed(rollout, new Failure(action.node(), reason, nextStep), now);
      case Observed.ByHand(List<String> commands) -> byHand(rollout, action, commands, now);
      case Occupied(List<String> by) -> occupied(rollout, by, now);
      case Ahead(List<String> clusters) -> afterTurn(rollout, clusters, now);
      case Reflectors(List<String> missing) -> afterReflectors(rollout, missing, now);
      case Waited _ -> RolloutCourse.waited(rollout, now);
      case Prepared prepared -> afterPrepared(rollout, prepared, now);
      case Written(String found) -> afterWritten(rollout, found, now);
      case Edited(String found) -> RolloutCourse.edited(rollout, found, now);
      case OfRouters routers -> afterRouters(rollout, action, routers, at);
      case Gates gates -> node(rollout, action, at).gates(gates);
      case Late(List<Node> nodes) -> RolloutCourse.late(rollout, nodes, now);
    };
  }

  private static Turn afterRouters(
      Rollout rollout, RolloutAction action, OfRouters said, Moment at) {
    Instant now = at.now();
    return switch (said.outcome()) {
      case Refused(String reason, String nextStep) ->
          RolloutCourse.failed(rollout, new Failure(action.node(), reason, nextStep), now);
      case Applied _ -> afterWritten(rollout, null, now);
      case Conflict(String why) -> afterConflict(rollout, why, now);
      case Restored _ -> RolloutCourse.end(rollout, now);
      case Held(String why, String nextStep) -> RolloutCourse.held(rollout, why, nextStep);
      case Restartable(String pod, String uid) ->
          node(rollout, action, at).restart(pod, uid, said.before());
      case Changeable _ -> node(rollout, action, at).change(said.before());
      case Changed _ -> node(rollout, action, at).changed();
      case UpToDate _ -> node(rollout, action, at).upToDate(said.before());
      case NotReady(String why) -> node(rollout, action, at).notReady(why);
      case Away(String why) -> node(rollout, action, at).away(why);
      case Gone _ -> node(rollout, action, at).gone();
      case Running(String pod) -> node(rollout, action, at).running(pod);
      case NotRunning(String why) -> node(rollout, action, at).notRunning(why);
    };
  }

  private static NodeTransitions node(Rollout rollout, RolloutAction action, Moment at) {
    String node = action.node();
    if (node == null) {
      throw new IllegalStateException(action + " is not about a node");
    }
    return new NodeTransitions(rollout, node, at);
  }

  private static Turn unavailable(
      Rollout rollout, RolloutAction action, ClusterFault fault, Moment at) {
    Instant now = at.now();
    boolean mayPass = fault instanceof ClusterFault.Unreachable;
    Instant until = at.limitFrom(since(rollout, action.node())).plus(rollout.policy().apiTimeout());
    if (mayPass && now.isBefore(until)) {
      Wait wait = new Wait(action.node(), Wait.Gate.API, fault.detail(), now, until);
      return Turn.waits(rollout, wait);
    }
    if (action instanceof Restore) {
      return RolloutCourse.held(rollout, fault.detail(), fault.nextStep());
    }
    Failure failure = new Failure(action.node(), fault.detail(), fault.nextStep());
    return RolloutCourse.failed(rollout, failure, now);
  }

  /** For as long as it takes: limits begin when it is done. */
  private static Turn byHand(
      Rollout rollout, RolloutAction action, List<String> commands, Instant now) {
    String what = "Somebody has to change the routers of " + rollout.cluster() + " by hand.";
    return Turn.waits(
        rollout.patient(action.node(), now),
        new Wait(action.node(), Wait.Gate.BY_HAND, what, now, null, commands));
  }

  /** For as long as it takes, and before anything is written: two would undo each other's work. */
  private static Turn occupied(Rollout rollout, List<String> by, Instant now) {
    String what =
        "Another rollout changes the routers of "
            + rollout.cluster()
            + ": "
            + String.join(", ", by)
            + ".";
    return Turn.waits(rollout.patient(null, now), new Wait(null, Wait.Gate.TURN, what, now, null));
  }

  private static Instant since(Rollout rollout, @Nullable String node) {
    return node == null ? rollout.state().since() : rollout.turn(node).since();
  }

  /** At most so many clusters at a time. */
  private static Turn afterTurn(Rollout rollout, List<String> ahead, Instant now) {
    Integer most = rollout.strategy().parallelClusters();
    if (most != null && ahead.size() >= most) {
      String what = "The clusters " + String.join(", ", ahead) + " go first.";
      return Turn.waits(rollout, new Wait(null, Wait.Gate.TURN, what, now, null));
    }
    return Turn.to(rollout.in(Rollout.first(rollout.direction(), now)));
  }

  private static Turn afterReflectors(Rollout rollout, List<String> missing, Instant now) {
    if (missing.isEmpty()) {
      return begun(rollout, now);
    }
    AwaitingReflectors waiting = (AwaitingReflectors) rollout.state();
    Duration waited = Duration.between(waiting.since(), now);
    String names = String.join(", ", missing);
    if (waiting.told() || waited.compareTo(RolloutPolicy.PATIENCE) < 0) {
      String what = "The reflectors " + names + " have not taken the interconnect over.";
      return Turn.waits(rollout, new Wait(null, Wait.Gate.REFLECTORS, what, now, null));
    }
    RolloutFact paused =
        new RolloutFact.Paused(
            null,
            "Reflector " + names + " has not taken the interconnect over yet.",
            "Check that the bgp-reflector named " + names + " runs and reaches Kafka.");
    Rollout told = rollout.in(new AwaitingReflectors(waiting.since(), true));
    return new Turn(told, List.of(paused), true);
  }

  /** Outside of its windows it does not begin. */
  private static Turn begun(Rollout rollout, Instant now) {
    Preparing preparing = new Preparing(now, 1);
    return Pacing.outsideWindow(rollout, now)
        .map(why -> RolloutCourse.paused(rollout, why, preparing, List.of(), now))
        .orElseGet(() -> Turn.to(rollout.startedAt(now).in(preparing), new RolloutFact.Started()));
  }

  private static Turn afterPrepared(Rollout rollout, Prepared found, Instant now) {
    RouterChange change = found.change();
    List<RolloutFact> facts = new ArrayList<>();
    boolean news = rollout.change() == null || !rollout.change().diff().equals(change.diff());
    Rollout prepared =
        Pacing.planned(rollout, found)
            .changing(change)
            .in(new Applying(now, ((Preparing) rollout.state()).attempt()));
    if (news) {
      facts.add(new RolloutFact.Planned(List.of()));
    }
    if (prepared.startedAt() == null) {
      prepared = prepared.startedAt(now);
      facts.add(new RolloutFact.Started());
    }
    return new Turn(prepared, facts, false);
  }

  /** What was written before a pause is to be there still. */
  private static Turn afterWritten(Rollout rollout, @Nullable String found, Instant now) {
    String written = rollout.waves().written();
    boolean edited =
        written != null && rollout.anyTouched() && !rollout.backwards() && !written.equals(found);
    return edited
        ? RolloutCourse.edited(rollout, found, now)
        : RolloutCourse.begin(rollout.with(rollout.waves().written(found)), now);
  }

  /** The change is worked out again, unless a node has it already. */
  private static Turn afterConflict(Rollout rollout, String why, Instant now) {
    if (rollout.anyTouched() && !rollout.backwards()) {
      return RolloutCourse.edited(rollout, null, now);
    }
    int attempt = ((Applying) rollout.state()).attempt();
    if (attempt >= RolloutPolicy.ATTEMPTS || rollout.backwards()) {
      return conflicted(rollout, why, now);
    }
    return Turn.to(rollout.in(new Preparing(now, attempt + 1)));
  }

  /** Nothing was written, so only the update strategy is to be restored. */
  private static Turn conflicted(Rollout rollout, String why, Instant now) {
    Failure failure =
        new Failure(
            null,
            "Somebody else is changing the router configuration: " + why,
            "Find out who changes it (GitOps, Helm, another operator), then retry.");
    if (rollout.backwards()) {
      return RolloutCourse.failed(rollout, failure, now);
    }
    return Turn.to(
        rollout.failing(failure).in(new Restoring(now)), new RolloutFact.Failed(failure));
  }
}
