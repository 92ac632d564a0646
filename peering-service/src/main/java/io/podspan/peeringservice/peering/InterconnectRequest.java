package io.podspan.peeringservice.peering;

import java.util.List;

/** What an operator wants joined. */
public record InterconnectRequest(String name, List<String> clusters, List<Reflector> reflectors) {
  public InterconnectRequest {
    clusters = List.copyOf(clusters);
    reflectors = List.copyOf(reflectors);
  }
}
