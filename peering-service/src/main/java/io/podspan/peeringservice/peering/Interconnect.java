package io.podspan.peeringservice.peering;

import java.time.Instant;
import java.util.List;

/**
 * The intent that these clusters reach each other's pods.
 *
 * @param revision grows with each change; reflectors name the one that they took over
 * @param withdrawing whether it is being removed
 */
public record Interconnect(
    String name,
    long revision,
    List<String> clusters,
    List<Reflector> reflectors,
    boolean withdrawing,
    Instant declaredAt) {
  public Interconnect {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
  }

  public Interconnect beingWithdrawn() {
    return new Interconnect(name, revision, clusters, reflectors, true, declaredAt);
  }
}
