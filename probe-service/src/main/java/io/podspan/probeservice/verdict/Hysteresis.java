package io.podspan.probeservice.verdict;

import io.podspan.events.ProbeEvent.Reachability;
import java.util.ArrayList;
import java.util.List;

/**
 * The last three rounds since a pair came into its state. A round that says something else is a
 * doubt; two of three are a change. Pure.
 *
 * @param recent the last ones, the oldest first
 */
public record Hysteresis(List<Reachability> recent) {
  public static final Hysteresis NONE = new Hysteresis(List.of());

  private static final int ROUNDS = 3;
  private static final int ENOUGH = 2;

  public Hysteresis {
    recent = List.copyOf(recent);
  }

  /** With one round more. */
  public Hysteresis and(Reachability round) {
    List<Reachability> all = new ArrayList<>(recent);
    all.add(round);
    return new Hysteresis(all.subList(Math.max(0, all.size() - ROUNDS), all.size()));
  }

  /**
   * Whether the last round changes this state. Of a pair of which nothing is known any round says
   * more.
   */
  public boolean changes(Reachability held) {
    return held == Reachability.UNKNOWN
        || recent.stream().filter(round -> round != held).count() >= ENOUGH;
  }
}
