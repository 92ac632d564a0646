package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Instant;
import java.util.List;

/**
 * The intent that these clusters reach each other's pods.
 *
 * @param revision grows with each change; reflectors name the one that they took over
 * @param withdrawing whether it is being removed
 * @param preserveSource whether nodes are kept from masquerading what goes to pods of the other
 *     clusters
 * @param rollout in which order and when its nodes are changed
 */
public record Interconnect(
    String name,
    long revision,
    List<String> clusters,
    List<Reflector> reflectors,
    boolean withdrawing,
    Instant declaredAt,
    boolean preserveSource,
    Strategy rollout) {
  /** Documents of former versions have no strategy. */
  public Interconnect {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
    rollout = rollout == null ? Strategy.DEFAULT : rollout;
  }

  /** By the usual strategy. */
  public Interconnect(
      String name,
      long revision,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean withdrawing,
      Instant declaredAt,
      boolean preserveSource) {
    this(
        name,
        revision,
        clusters,
        reflectors,
        withdrawing,
        declaredAt,
        preserveSource,
        Strategy.DEFAULT);
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
    return new Interconnect(
        name, revision, clusters, reflectors, true, declaredAt, preserveSource, rollout);
  }

  public Interconnect preservingSource(boolean wanted) {
    return new Interconnect(
        name, revision, clusters, reflectors, withdrawing, declaredAt, wanted, rollout);
  }
}
