package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.network.ReflectorWord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a reflector.
 *
 * @param word where it last said that it listens; null while it has said nothing
 * @param at when it said so; without a word when the first of the sessions was told of; null
 *     without either
 * @param sessions how many nodes' own routers have a session with its address
 * @param named how many nodes' own routers have it as a peer, whatever the session's state
 */
public record ReflectorHeard(
    @Nullable ReflectorWord word, @Nullable Instant at, long sessions, long named) {
  public static final ReflectorHeard NOTHING = new ReflectorHeard(null, null, 0, 0);

  /** Nodes' routers are to have sessions with its address, and none has. */
  boolean missed() {
    return named > 0 && sessions == 0;
  }
}
