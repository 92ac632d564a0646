package io.podspan.peeringservice.peering;

import java.util.List;

/**
 * What an interconnect does not name any more and what may still have sessions because of it.
 * Reflectors keep these peers until the routers have let go of them.
 *
 * @param clusters that are on their way out
 * @param reflectors that are being given up
 */
public record Leaving(List<String> clusters, List<Reflector> reflectors) {
  public static final Leaving NONE = new Leaving(List.of(), List.of());

  public Leaving {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
  }

  public boolean isEmpty() {
    return clusters.isEmpty() && reflectors.isEmpty();
  }
}
