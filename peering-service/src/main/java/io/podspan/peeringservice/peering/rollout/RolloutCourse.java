package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Checking;
import io.podspan.peeringservice.peering.rollout.RolloutState.Applying;
import io.podspan.peeringservice.peering.rollout.RolloutState.AwaitingReflectors;
import io.podspan.peeringservice.peering.rollout.RolloutState.Completed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Failed;
import io.podspan.peeringservice.peering.rollout.RolloutState.Preparing;
import io.podspan.peeringservice.peering.rollout.RolloutState.Restoring;
import io.podspan.peeringservice.peering.rollout.RolloutState.RolledBack;
import io.podspan.peeringservice.peering.rollout.RolloutState.Rolling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which nodes come next, what a failure leads to, and how a rollout ends. Pure. */
final class RolloutCourse {
  private RolloutCourse() {}

  /** The change is written: the first nodes begin. */
  static Turn begin(Rollout rollout, Instant now) {
    return advance(rollout, List.of(), List.of(), now);
  }

  /** This node is done: others take its place, or the rollout is over. */
  static Turn done(Rollout rollout, NodeStep step, List<RolloutFact> facts, Instant now) {
    List<NodeTurn> left =
        rollout.turns().stream().filter(t -> !t.node().equals(step.node())).toList();
    return advance(rollout.with(step), left, facts, now);
  }

  private static Turn advance(
      Rollout rollout, List<NodeTurn> underWay, List<RolloutFact> facts, Instant now) {
    List<NodeTurn> turns = new ArrayList<>(underWay);
    for (NodeStep step : waiting(rollout, underWay)) {
      if (turns.size() < rollout.policy().maxInFlight()) {
        turns.add(new Checking(step.node(), now));
      }
    }
    RolloutState next = turns.isEmpty() ? new Restoring(now) : new Rolling(turns);
    return new Turn(rollout.in(next), facts, false);
  }

  /** Forward those that nothing was done to; backwards those that were touched, the last first. */
  private static List<NodeStep> waiting(Rollout rollout, List<NodeTurn> underWay) {
    Set<String> busy = underWay.stream().map(NodeTurn::node).collect(Collectors.toSet());
    List<NodeStep> inOrder = rollout.backwards() ? rollout.steps().reversed() : rollout.steps();
    return inOrder.stream()
        .filter(s -> !busy.contains(s.node()))
        .filter(s -> rollout.backwards() ? s.touched() : s.status() == Status.PENDING)
        .toList();
  }

  /** Takes a failed join back; ends anything else where it is. */
  static Turn failed(Rollout rollout, Failure failure, Instant now) {
    Failure said = rollout.backwards() ? rollbackStopped(failure) : failure;
    Rollout marked = markFailed(rollout, failure.node()).failing(said);
    RolloutState next = mayGoBack(rollout) ? new Applying(now, 1) : new Failed(now);
    return Turn.to(marked.in(next), new RolloutFact.Failed(said));
  }

  private static Failure rollbackStopped(Failure failure) {
    return new Failure(
        failure.node(),
        "The rollback stopped: " + failure.reason(),
        "The routers run two configurations. " + failure.nextStep());
  }

  /** A node that nothing was done to stays pending, and the way back leaves it alone. */
  private static Rollout markFailed(Rollout rollout, @Nullable String node) {
    return rollout.steps().stream()
        .filter(s -> s.node().equals(node) && s.touched() && !rollout.backwards())
        .findFirst()
        .map(s -> rollout.with(s.now(Status.FAILED)))
        .orElse(rollout);
  }

  private static boolean mayGoBack(Rollout rollout) {
    boolean touchedSomething =
        switch (rollout.state()) {
          case Applying _, Rolling _ -> true;
          case AwaitingReflectors _,
              Preparing _,
              Restoring _,
              Completed _,
              Failed _,
              RolledBack _ ->
              false;
        };
    return touchedSomething
        && rollout.policy().rollbackOnFailure()
        && rollout.direction() == Direction.JOIN
        && !rollout.backwards();
  }

  /** Nodes that came, or came back, while the rollout was held get their turn. */
  static Turn late(Rollout rollout, List<Node> nodes, Instant now) {
    Rollout longer = rollout;
    for (Node node : nodes) {
      longer = longer.withLate(late(rollout, node));
    }
    return advance(longer, List.of(), List.of(), now);
  }

  /** On the way back, its router may have the change. */
  private static NodeStep late(Rollout rollout, Node node) {
    NodeStep pending = NodeStep.pending(node);
    return rollout.backwards() ? pending.now(Status.RESTARTING) : pending;
  }

  /** The update strategy cannot be restored yet. That is told once for each reason. */
  static Turn held(Rollout rollout, String why, String nextStep) {
    Restoring restoring = (Restoring) rollout.state();
    if (why.equals(restoring.held())) {
      return Turn.again(rollout);
    }
    Rollout held = rollout.in(new Restoring(restoring.since(), why));
    return new Turn(held, List.of(new RolloutFact.Paused(null, why, nextStep)), true);
  }

  /** The update strategy is restored. */
  static Turn end(Rollout rollout, Instant now) {
    Failure failure = rollout.failure();
    if (failure == null) {
      Instant since = rollout.startedAt() == null ? now : rollout.startedAt();
      long took = Duration.between(since, now).toMillis();
      return Turn.to(rollout.in(new Completed(now)), new RolloutFact.Completed(took));
    }
    List<String> nodes =
        rollout.steps().stream()
            .filter(s -> s.status() == Status.ROLLED_BACK)
            .map(NodeStep::node)
            .toList();
    return Turn.to(
        rollout.in(new RolledBack(now)), new RolloutFact.RolledBack(failure.reason(), nodes));
  }
}
