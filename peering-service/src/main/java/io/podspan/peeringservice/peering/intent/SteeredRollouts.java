package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutCommand;
import io.podspan.peeringservice.peering.rollout.RolloutFact;
import io.podspan.peeringservice.peering.rollout.RolloutOrders;
import io.podspan.peeringservice.peering.rollout.RolloutPolicy;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.peeringservice.peering.rollout.StaleRolloutException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What operators ask of rollouts. The decision is made on what is kept, and kept with its facts in
 * one transaction: a command that was answered is done, whatever crashes then.
 */
public final class SteeredRollouts {
  /** How far back it is looked for a rollout that stands for another one. */
  private static final int NEWEST = 50;

  private final IntentStore store;
  private final RolloutStore rollouts;
  private final Announcer announcer;
  private final Transaction transaction;
  private final Clock clock;
  private final Consumer<String> onRollout;
  private final NewRollouts newRollouts;

  /**
   * @param policy of the rollouts that are created from now on
   * @param onRollout told the id of each rollout that has something to do, after the transaction
   */
  public SteeredRollouts(
      IntentStore store,
      RolloutStore rollouts,
      Announcer announcer,
      Transaction transaction,
      Clock clock,
      RolloutPolicy policy,
      Consumer<String> onRollout) {
    this.store = store;
    this.rollouts = rollouts;
    this.announcer = announcer;
    this.transaction = transaction;
    this.clock = clock;
    this.onRollout = onRollout;
    this.newRollouts = new NewRollouts(store, rollouts, announcer, policy);
  }

  /** What became of a command. */
  public sealed interface Outcome {}

  /**
   * It is as the command wants it.
   *
   * @param rollout after a retry of one that has ended, the new one
   */
  public record Done(Rollout rollout) implements Outcome {}

  /** There is no such rollout. */
  public record Unknown() implements Outcome {}

  /**
   * It is in no state for that.
   *
   * @param code stable, for scripts
   */
  public record Refused(Rollout rollout, String code, String detail, String nextStep)
      implements Outcome {}

  public Outcome order(String id, RolloutCommand command) {
    Outcome outcome = decideOnWhatHolds(id, command);
    if (outcome instanceof Done(Rollout rollout)) {
      onRollout.accept(rollout.id());
    }
    return outcome;
  }

  /** Decides again when the rollout moved on in that moment. */
  private Outcome decideOnWhatHolds(String id, RolloutCommand command) {
    while (true) {
      try {
        return transaction.call(() -> decide(id, command));
      } catch (StaleRolloutException e) {
        // What was read does not hold any more, so it is read again.
      }
    }
  }

  private Outcome decide(String id, RolloutCommand command) {
    store.serialise();
    Optional<Rollout> found = rollouts.load(id);
    return found.isEmpty() ? new Unknown() : decide(found.get(), command, clock.instant());
  }

  private Outcome decide(Rollout rollout, RolloutCommand command, Instant now) {
    return switch (RolloutOrders.decide(rollout, command, now)) {
      case RolloutOrders.Already _ -> new Done(rollout);
      case RolloutOrders.Refused(String code, String detail, String nextStep) ->
          new Refused(rollout, code, detail, nextStep);
      case RolloutOrders.TryAgain _ -> tryAgain(rollout, command, now);
      case RolloutOrders.Obeyed(Rollout after, List<RolloutFact> facts) ->
          rollout.state().ended() && !after.state().ended()
              ? reopened(rollout, after, facts)
              : kept(rollout, after, facts);
    };
  }

  private Outcome kept(Rollout before, Rollout after, List<RolloutFact> facts) {
    rollouts.replace(before, after);
    announcer.told(after, facts);
    return new Done(after);
  }

  /** One that has ended goes on only where nothing came after it, and nothing is under way. */
  private Outcome reopened(Rollout before, Rollout after, List<RolloutFact> facts) {
    Optional<Rollout> later = laterOfItsNodes(before);
    if (later.isPresent()) {
      return superseded(before, later.get());
    }
    return rollouts.activeIn(before.cluster()).stream()
        .filter(Rollout::underWay)
        .findFirst()
        .map(other -> (Outcome) occupied(before, other))
        .orElseGet(() -> kept(before, after, facts));
  }

  private static Refused occupied(Rollout rollout, Rollout other) {
    return new Refused(
        rollout,
        "rollout-in-progress",
        "Rollout "
            + other.id()
            + " of "
            + other.interconnect()
            + " changes the routers of "
            + other.cluster()
            + " now.",
        "Wait until it has ended, or abort it, then try again.");
  }

  private static Refused superseded(Rollout rollout, Rollout later) {
    return new Refused(
        rollout,
        "superseded",
        "A later rollout changed "
            + rollout.cluster()
            + ": "
            + later.id()
            + " of "
            + later.interconnect()
            + " is "
            + later.state().text()
            + ".",
        "Look at that one.");
  }

  /**
   * The newest rollout of its cluster that says anything of its nodes, if that is another one. What
   * came for other late nodes does not stand for it.
   */
  private Optional<Rollout> laterOfItsNodes(Rollout rollout) {
    return rollouts.page(null, rollout.cluster(), 0, NEWEST).stream()
        .takeWhile(newer -> !newer.id().equals(rollout.id()))
        .filter(newer -> !newer.isOfOtherLateNodesThan(rollout))
        .findFirst();
  }

  /** A second retry finds the rollout that the first one made. */
  private Outcome tryAgain(Rollout stopped, RolloutCommand command, Instant now) {
    Optional<Rollout> later = laterOfItsNodes(stopped);
    if (later.isPresent()) {
      boolean isItsRetry =
          later.get().interconnect().equals(stopped.interconnect())
              && later.get().direction() == stopped.direction()
              && later.get().busy();
      return isItsRetry ? new Done(later.get()) : superseded(stopped, later.get());
    }
    Optional<Interconnect> interconnect = store.interconnect(stopped.interconnect());
    if (interconnect.isEmpty()) {
      return new Refused(
          stopped,
          "interconnect-gone",
          "The interconnect " + stopped.interconnect() + " is not declared any more.",
          "Declare it again.");
    }
    List<String> cluster = List.of(stopped.cluster());
    Rollout again =
        (interconnect.get().withdrawing()
                ? newRollouts.leave(interconnect.get(), cluster, now)
                : newRollouts.again(interconnect.get(), cluster, now))
            .getFirst();
    announcer.told(stopped, List.of(new RolloutFact.Steered(command.verb(), "")));
    return new Done(again);
  }
}
