package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.strategy.Strategy;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What an operator wants joined.
 *
 * @param preserveSource whether pods are to see the addresses of the other clusters' pods
 * @param rollout in which order and when its nodes are changed
 * @param onDrift what is done when somebody else changes what was rolled out
 * @param routers how its routers are to be configured
 * @param byName the names of those reflectors that were asked for by their name alone
 */
public record InterconnectRequest(
    String name,
    List<String> clusters,
    List<Reflector> reflectors,
    boolean preserveSource,
    Strategy rollout,
    OnDrift onDrift,
    RouterWishes routers,
    Set<String> byName) {
  public InterconnectRequest {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
    byName = Set.copyOf(byName);
  }

  /** All reflectors are described. */
  public InterconnectRequest(
      String name,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean preserveSource,
      Strategy rollout,
      OnDrift onDrift,
      RouterWishes routers) {
    this(name, clusters, reflectors, preserveSource, rollout, onDrift, routers, Set.of());
  }

  /** What drifts is told only. */
  public InterconnectRequest(
      String name,
      List<String> clusters,
      List<Reflector> reflectors,
      boolean preserveSource,
      Strategy rollout) {
    this(name, clusters, reflectors, preserveSource, rollout, OnDrift.TELL, RouterWishes.DEFAULT);
  }

  /** By the usual strategy. */
  public InterconnectRequest(
      String name, List<String> clusters, List<Reflector> reflectors, boolean preserveSource) {
    this(name, clusters, reflectors, preserveSource, Strategy.DEFAULT);
  }

  /** Without a wish for the source address. */
  public InterconnectRequest(String name, List<String> clusters, List<Reflector> reflectors) {
    this(name, clusters, reflectors, false);
  }

  /** What it declares, where nothing of its name is there. */
  public Interconnect declared(long revision, Instant at) {
    return new Interconnect(
        name,
        revision,
        clusters,
        reflectors,
        false,
        at,
        preserveSource,
        rollout,
        Leaving.NONE,
        onDrift,
        routers);
  }
}
