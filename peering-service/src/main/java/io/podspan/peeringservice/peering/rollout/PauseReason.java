package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why no further node begins. */
public sealed interface PauseReason {

  /** Since when. */
  Instant since();

  /** When it ends by itself; null when somebody has to end it. */
  default @Nullable Instant until() {
    return null;
  }

  /** One sentence for people. */
  default String text() {
    return switch (this) {
      case Asked(_, String by) ->
          (by == null ? "Somebody" : by) + " asked that no further node begins.";
      case Decision(_, Failure failure) -> failure.reason();
      case AfterCanary(_, Instant until) ->
          "The canary nodes are verified. The others begin "
              + (until == null ? "when an operator says so." : "at " + until + ".");
      case OutsideWindow(_, Instant until) ->
          "It is outside of its time windows; the next one opens at " + until + ".";
    };
  }

  /** What brings it about that the rollout goes on. */
  default String nextStep() {
    return switch (this) {
      case Asked _ -> "Resume the rollout.";
      case Decision(_, Failure failure) ->
          "Retry, roll back or abort the rollout. " + failure.nextStep();
      case AfterCanary _ -> "Look at the canary nodes, then resume the rollout or roll it back.";
      case OutsideWindow _ -> "It goes on by itself then.";
    };
  }

  /**
   * An operator asked for it.
   *
   * @param by the caller's name, null when nobody is known
   */
  record Asked(Instant since, @Nullable String by) implements PauseReason {}

  /**
   * Something failed, and the strategy says that a person decides.
   *
   * @param failure what, with its evidence
   */
  record Decision(Instant since, Failure failure) implements PauseReason {}

  /**
   * The canary nodes are verified.
   *
   * @param until when the others begin; null when an operator has to say so
   */
  record AfterCanary(Instant since, @Nullable Instant until) implements PauseReason {}

  /**
   * It is outside of all time windows.
   *
   * @param until when the next one opens
   */
  record OutsideWindow(Instant since, Instant until) implements PauseReason {}
}
