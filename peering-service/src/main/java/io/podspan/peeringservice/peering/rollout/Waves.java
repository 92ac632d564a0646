package io.podspan.peeringservice.peering.rollout;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a strategy is worked out for the nodes of one cluster, and how far it is.
 *
 * @param canaries the names of the nodes that go first
 * @param canaryPassed whether the pause after them is over
 * @param mostUnavailable how many nodes' routers may be away at once, null if nothing says so
 * @param written what was read of the routers' object after our change was written, to notice when
 *     somebody else edits it; null if nothing is known of it
 */
public record Waves(
    List<String> canaries,
    boolean canaryPassed,
    @Nullable Integer mostUnavailable,
    @Nullable String written) {
  public static final Waves NONE = new Waves(List.of(), false, null, null);

  public Waves {
    canaries = List.copyOf(canaries);
  }

  Waves passed() {
    return new Waves(canaries, true, mostUnavailable, written);
  }

  Waves written(@Nullable String found) {
    return new Waves(canaries, canaryPassed, mostUnavailable, found);
  }
}
