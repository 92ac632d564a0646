package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.rollout.RolloutCommand.Abort;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Pause;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Resume;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Retry;
import io.podspan.peeringservice.peering.rollout.RolloutCommand.Rollback;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an operator's command leads to. Pure.
 *
 * <p>A command changes the state itself, in the transaction that keeps it. So it is done when it is
 * answered, and no crash loses it. The owner of the rollout, whose next save fails, loads the state
 * and goes on from there.
 */
public final class RolloutOrders {
  private final Rollout rollout;
  private final RolloutCommand command;
  private final Instant now;

  private RolloutOrders(Rollout rollout, RolloutCommand command, Instant now) {
    this.rollout = rollout;
    this.command = command;
    this.now = now;
  }

  /** What is made of a command. */
  public sealed interface Decision {}

  /**
   * The rollout is another one now.
   *
   * @param facts to be told
   */
  public record Obeyed(Rollout rollout, List<RolloutFact> facts) implements Decision {
    public Obeyed {
      facts = List.copyOf(facts);
    }
  }

  /** It is so already. */
  public record Already() implements Decision {}

  /** This rollout has ended; what failed is tried again by a new one. */
  public record TryAgain() implements Decision {}

  /**
   * The state does not allow it.
   *
   * @param code stable, for scripts
   */
  public record Refused(String code, String detail, String nextStep) implements Decision {}

  public static Decision decide(Rollout rollout, RolloutCommand command, Instant now) {
    RolloutOrders orders = new RolloutOrders(rollout, command, now);
    return switch (command) {
      case Pause _ -> orders.pause();
      case Resume _ -> orders.resume();
      case Abort _ -> orders.abort();
      case Rollback _ -> orders.rollBack();
      case Retry _ -> orders.retry();
    };
  }

  private Decision pause() {
    return switch (rollout.state()) {
      case AwaitingTurn _, AwaitingReflectors _, Preparing _, Applying _ -> paused(rollout.state());
      case Rolling _ -> pausedWhileRolling();
      case Paused(_, RolloutState then) -> pausedAlready(then);
      case Restoring _ ->
          refused(
              "nothing-to-pause",
              "All nodes of this rollout are done.",
              "Wait until it has ended.");
      case Completed _, Failed _, RolledBack _ -> ended();
    };
  }

  private PauseReason asked() {
    return new PauseReason.Asked(now, command.by());
  }

  private Decision paused(RolloutState then) {
    return obeyed(rollout.in(new Paused(now, then)).paused(asked()));
  }

  private Decision pausedWhileRolling() {
    if (rollout.steering().pause() != null) {
      return new Already();
    }
    Rollout holding = rollout.paused(asked());
    List<NodeTurn> begun = turnsThatBegan();
    return begun.isEmpty()
        ? obeyed(holding.in(new Paused(now, new Applying(now, 1))))
        : obeyed(holding.in(new Rolling(begun)));
  }

  /** A node that is only looked at has not begun. */
  private List<NodeTurn> turnsThatBegan() {
    return rollout.turns().stream().filter(t -> !(t instanceof NodeTurn.Checking)).toList();
  }

  /** A pause that ends by itself becomes one that does not. */
  private Decision pausedAlready(RolloutState then) {
    return switch (rollout.requiredPause()) {
      case PauseReason.Asked _, PauseReason.Decision _ -> new Already();
      case PauseReason.AfterCanary(_, Instant until) ->
          until == null ? new Already() : paused(then);
      case PauseReason.OutsideWindow _ -> paused(then);
    };
  }

  private Decision resume() {
    if (rollout.state().ended()) {
      return ended();
    }
    return switch (rollout.steering().pause()) {
      case null -> new Already();
      case PauseReason.Asked _, PauseReason.AfterCanary _ ->
          obeyed(RolloutCourse.goingOn(rollout, now));
      case PauseReason.Decision(_, Failure failure) ->
          refused(
              "decision-needed",
              "It stopped: " + failure.reason(),
              "Retry what failed, roll back, or abort.");
      case PauseReason.OutsideWindow(_, Instant until) ->
          refused(
              "outside-window",
              "It is outside of its time windows; the next one opens at " + until + ".",
              "Wait until then. It goes on by itself.");
    };
  }

  private Decision abort() {
    return switch (rollout.state()) {
      case Failed _, RolledBack _ -> new Already();
      case Completed _ -> ended();
      case AwaitingTurn _,
          AwaitingReflectors _,
          Preparing _,
          Applying _,
          Rolling _,
          Paused _,
          Restoring _ ->
          stopped();
    };
  }

  private Decision stopped() {
    Failure failure =
        new Failure(
            null,
            who() + " aborted the rollout.",
            "Roll it back, or retry it. Until then its nodes may run two configurations.");
    if (rollout.unwritten()) {
      return endedBeforeItBegan(failure);
    }
    Rollout failed = rollout.going().failing(failure).in(new Failed(now));
    return obeyed(failed, new RolloutFact.Failed(failure));
  }

  private Decision endedBeforeItBegan(Failure failure) {
    Rollout off = rollout.going().failing(failure).in(new RolledBack(now));
    return obeyed(off, new RolloutFact.RolledBack(failure.reason(), List.of()));
  }

  private Decision rollBack() {
    if (rollout.direction() == Direction.LEAVE) {
      return refused(
          "leave-not-rolled-back",
          "This rollout takes peerings away, because the interconnect is withdrawn.",
          "Let it end, or abort it; then declare the interconnect again.");
    }
    return switch (rollout.state()) {
      case RolledBack _ -> new Already();
      case Completed _ ->
          refused(
              "rollout-ended",
              "This rollout has completed.",
              "Withdraw the interconnect: that takes it back under the same gates.");
      case Failed _ -> rollout.change() == null ? new Already() : turnedRound();
      case AwaitingTurn _,
          AwaitingReflectors _,
          Preparing _,
          Applying _,
          Rolling _,
          Paused _,
          Restoring _ ->
          rollout.backwards() ? goesBackAlready() : turnedRound();
    };
  }

  private Decision goesBackAlready() {
    return rollout.steering().pause() == null
        ? new Already()
        : obeyed(RolloutCourse.goingOn(rollout, now));
  }

  private Decision turnedRound() {
    Failure failure = whyRolledBack();
    return rollout.unwritten()
        ? endedBeforeItBegan(failure)
        : obeyed(rollout.going().failing(failure).in(new Applying(now, 1)));
  }

  private Failure whyRolledBack() {
    return rollout.steering().pause() instanceof PauseReason.Decision(_, Failure failure)
        ? failure
        : new Failure(
            null, who() + " rolled the rollout back.", "Retry it when the reason is gone.");
  }

  private Decision retry() {
    if (rollout.steering().pause() instanceof PauseReason.Decision) {
      return obeyed(RolloutCourse.goingOn(rollout.acceptingWhatIsThere(), now));
    }
    if (rollout.stopped()) {
      return new TryAgain();
    }
    Steering.Order last = rollout.steering().last();
    if (last != null && last.verb() == Verb.RETRY && !rollout.state().ended()) {
      return new Already();
    }
    return refused(
        "nothing-to-retry",
        "Nothing of this rollout failed: it is " + rollout.state().text() + ".",
        "GET /api/v1/rollouts/{id} shows what it does.");
  }

  private Decision ended() {
    return refused(
        "rollout-ended",
        "This rollout has ended: " + rollout.state().text() + ".",
        rollout.stopped()
            ? "Retry it (POST /api/v1/rollouts/{id}/retry)."
            : "GET /api/v1/rollouts lists those that have not.");
  }

  private Decision refused(String code, String detail, String nextStep) {
    Steering.Order last = rollout.steering().last();
    return new Refused(code, last == null ? detail : detail + " " + last.text() + ".", nextStep);
  }

  /** It does not wait for what it waited for any more, but at nodes that are under way. */
  private Decision obeyed(Rollout steered, RolloutFact... told) {
    Rollout after = steered.notWaiting(null);
    List<RolloutFact> facts = new ArrayList<>();
    facts.add(new RolloutFact.Steered(command.verb(), ""));
    facts.addAll(List.of(told));
    return new Obeyed(after.ordered(new Steering.Order(command.verb(), command.by(), now)), facts);
  }

  private String who() {
    @Nullable String by = command.by();
    return by == null ? "Somebody" : by;
  }
}
