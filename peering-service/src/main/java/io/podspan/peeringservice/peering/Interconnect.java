package io.podspan.peeringservice.peering;

import java.time.Instant;
import java.util.List;

/**
 * The intent that these clusters reach each other's pods.
 *
 * @param revision grows with each change; reflectors name the one that they took over
 * @param withdrawing whether it is being removed
 * @param preserveSource whether nodes are kept from masquerading what goes to pods of the other
 *     clusters
 */
public record Interconnect(
    String name,
    long revision,
    List<String> clusters,
    List<Reflector> reflectors,
    boolean withdrawing,
    Instant declaredAt,
    boolean preserveSource) {
  public Interconnect {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
  }

  /** Without a wish for the source address. */
  public Interconnect(
      String name,
      long revision,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean withdrawing,
      Instant declaredAt) {
    this(name, revision, clusters, reflectors, withdrawing, declaredAt, false);
  }

  public Interconnect beingWithdrawn() {
    return new Interconnect(name, revision, clusters, reflectors, true, declaredAt, preserveSource);
  }

  public Interconnect preservingSource(boolean wanted) {
    return new Interconnect(name, revision, clusters, reflectors, withdrawing, declaredAt, wanted);
  }
}
