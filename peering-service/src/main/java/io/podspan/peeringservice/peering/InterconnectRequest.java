package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.strategy.Strategy;
import java.util.List;

/**
 * What an operator wants joined.
 *
 * @param preserveSource whether pods are to see the addresses of the other clusters' pods
 * @param rollout in which order and when its nodes are changed
 */
public record InterconnectRequest(
    String name,
    List<String> clusters,
    List<Reflector> reflectors,
    boolean preserveSource,
    Strategy rollout) {
  public InterconnectRequest {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
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
}
