package io.podspan.peeringservice.peering.router;

import io.podspan.addresses.Prefix;
import java.util.List;

/**
 * What no kernel of a cluster is to route to any more, once its routers peer no longer.
 *
 * @param prefixes the pod CIDRs of the clusters that it is joined with no longer
 * @param gateways the addresses of the reflectors that it peers with no longer
 */
public record LeftRoutes(List<Prefix> prefixes, List<String> gateways) {
  public static final LeftRoutes NONE = new LeftRoutes(List.of(), List.of());

  public LeftRoutes {
    prefixes = List.copyOf(prefixes);
    gateways = List.copyOf(gateways);
  }

  public boolean isEmpty() {
    return prefixes.isEmpty() && gateways.isEmpty();
  }
}
