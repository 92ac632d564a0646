package io.podspan.peeringservice.peering.drift;

import io.podspan.peeringservice.peering.router.Remains;
import java.time.Instant;
import java.util.List;

/**
 * What a cluster may have still of an interconnect that was withdrawn by force. Nobody takes it
 * away by himself.
 *
 * @param at when it was withdrawn
 */
public record Leftover(String interconnect, String cluster, List<Remains> remains, Instant at) {
  public Leftover {
    remains = List.copyOf(remains);
  }
}
