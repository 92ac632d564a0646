package io.podspan.peeringservice.peering.rollout;

import java.time.Instant;
import java.util.Map;

/**
 * What a node's own router was last seen to say of its sessions.
 *
 * @param states peer address to state in RFC 4271's words
 * @param receivedAt when we heard of it, by our clock
 */
public record RouterSessions(Map<String, String> states, Instant receivedAt) {
  public RouterSessions {
    states = Map.copyOf(states);
  }
}
