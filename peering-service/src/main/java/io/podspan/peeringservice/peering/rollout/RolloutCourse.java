package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.rollout.NodeStep.Status;
import io.podspan.peeringservice.peering.rollout.NodeTurn.Checking;
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
import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    List<NodeStep> waiting = waiting(rollout, underWay);
    if (waiting.isEmpty()) {
      return underWay.isEmpty()
          ? new Turn(rollout.going().in(new Restoring(now)), facts, false)
          : new Turn(rollout.in(new Rolling(underWay)), facts, false);
    }
    Pacing pacing = new Pacing(rollout, waiting, underWay);
    Optional<PauseReason> pause = pacing.pause(now);
    if (pause.isPresent()) {
      return underWay.isEmpty()
          ? paused(rollout, pause.get(), new Applying(now, 1), facts, now)
          : new Turn(rollout.in(new Rolling(underWay)), facts, false);
    }
    List<NodeTurn> turns = new ArrayList<>(underWay);
    pacing.next().forEach(step -> turns.add(new Checking(step.node(), now)));
    return new Turn(rollout.in(new Rolling(turns)), facts, false);
  }

  /** Nothing is under way, and nothing begins. */
  static Turn paused(
      Rollout rollout, PauseReason why, RolloutState then, List<RolloutFact> facts, Instant now) {
    List<RolloutFact> told = new ArrayList<>(facts);
    told.add(new RolloutFact.Paused(node(why), why.text(), why.nextStep()));
    return new Turn(rollout.paused(why).in(new Paused(now, then)), told, false);
  }

  private static @Nullable String node(PauseReason why) {
    return why instanceof PauseReason.Decision(_, Failure failure) ? failure.node() : null;
  }

  /** The pause is over. */
  static Rollout goingOn(Rollout rollout, Instant now) {
    Rollout passed =
        rollout.steering().pause() instanceof PauseReason.AfterCanary
            ? rollout.with(rollout.waves().passed())
            : rollout;
    return rollout.state() instanceof Paused paused
        ? passed.going().in(paused.resumed(now))
        : passed.going();
  }

  /** Whether a pause ends by itself. */
  static Turn waited(Rollout rollout, Instant now) {
    boolean over =
        switch (rollout.requiredPause()) {
          case PauseReason.Asked _, PauseReason.Decision _ -> false;
          case PauseReason.AfterCanary(_, Instant until) -> until != null && !now.isBefore(until);
          case PauseReason.OutsideWindow _ -> Pacing.outsideWindow(rollout, now).isEmpty();
        };
    return over
        ? Turn.to(goingOn(rollout, now), new RolloutFact.Steered(Verb.RESUME, "the time has come"))
        : Turn.again(rollout);
  }

  /** Forward those that are not done; backwards those that were touched, the last first. */
  private static List<NodeStep> waiting(Rollout rollout, List<NodeTurn> underWay) {
    Set<String> busy = underWay.stream().map(NodeTurn::node).collect(Collectors.toSet());
    List<NodeStep> inOrder = rollout.backwards() ? rollout.steps().reversed() : rollout.steps();
    return inOrder.stream()
        .filter(s -> !busy.contains(s.node()))
        .filter(s -> rollout.backwards() ? s.touched() : s.isOpen())
        .toList();
  }

  /** Asks, or takes a failed join back, or ends where it is. */
  static Turn failed(Rollout rollout, Failure failure, Instant now) {
    return rollout.strategy().mode() == Strategy.Mode.MANUAL
            && hasWritten(rollout)
            && !rollout.backwards()
        ? asks(rollout, failure, now)
        : stopped(rollout, failure, now);
  }

  /** Somebody else edited what this rollout changes. Nobody but a person knows what is right. */
  static Turn edited(Rollout rollout, @Nullable String found, Instant now) {
    return asks(rollout, Edits.failure(rollout.waves().written(), found), now);
  }

  private static Turn asks(Rollout rollout, Failure failure, Instant now) {
    return paused(
        markFailed(rollout, failure.node()),
        new PauseReason.Decision(now, failure),
        new Applying(now, 1),
        List.of(),
        now);
  }

  private static Turn stopped(Rollout rollout, Failure failure, Instant now) {
    Failure said = rollout.backwards() ? rollbackStopped(failure) : failure;
    Rollout marked = markFailed(rollout.going(), failure.node()).failing(said);
    RolloutState next = mayGoBack(rollout) ? new Applying(now, 1) : new Failed(now);
    return Turn.to(marked.in(next), new RolloutFact.Failed(said));
  }

  private static Failure rollbackStopped(Failure failure) {
    return new Failure(
        failure.node(),
        failure.gate(),
        "The rollback stopped: " + failure.reason(),
        "The routers run two configurations. " + failure.nextStep(),
        failure.evidence());
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
    return hasWritten(rollout)
        && rollout.policy().rollbackOnFailure()
        && rollout.direction() != Direction.LEAVE
        && !rollout.backwards();
  }

  private static boolean hasWritten(Rollout rollout) {
    return switch (rollout.state()) {
      case Applying _, Rolling _ -> true;
      case AwaitingTurn _,
          AwaitingReflectors _,
          Preparing _,
          Paused _,
          Restoring _,
          Completed _,
          Failed _,
          RolledBack _ ->
          false;
    };
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
    List<String> nodes = rollout.nodes(Status.ROLLED_BACK);
    return Turn.to(
        rollout.in(new RolledBack(now)), new RolloutFact.RolledBack(failure.reason(), nodes));
  }
}
