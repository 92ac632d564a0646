package io.podspan.servicekit.rounds;

import java.time.Duration;
import java.util.Set;

/**
 * One piece of work on a virtual thread of its own: done when it is asked for, and again after a
 * failure. Requests that come while it is under way are one more time.
 */
public final class OnDemand implements AutoCloseable {
  private static final String THE_WORK = "all";
  private static final Duration UNTIL_ASKED = Duration.ofMinutes(1);

  private final Rounds<String> rounds;

  /**
   * @param name of the thread
   * @param work may be done more often than it was asked for
   */
  public OnDemand(String name, Runnable work) {
    this.rounds =
        new Rounds<>(
            name,
            _ -> {
              work.run();
              return UNTIL_ASKED;
            });
  }

  /** It is done soon, also when it is under way now. */
  public void ask() {
    rounds.keep(Set.of(THE_WORK));
    rounds.trigger(THE_WORK);
  }

  /** Waits 3 s for what is under way, then interrupts it. */
  @Override
  public void close() {
    rounds.close();
  }
}
