package io.podspan.peeringservice.peering;

import java.util.List;

/**
 * What an operator wants joined.
 *
 * @param preserveSource whether pods are to see the addresses of the other clusters' pods
 */
public record InterconnectRequest(
    String name, List<String> clusters, List<Reflector> reflectors, boolean preserveSource) {
  public InterconnectRequest {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
  }

  /** Without a wish for the source address. */
  public InterconnectRequest(String name, List<String> clusters, List<Reflector> reflectors) {
    this(name, clusters, reflectors, false);
  }
}
