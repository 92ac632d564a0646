package io.podspan.peeringservice.peering;

import java.util.List;

/**
 * One node of a cluster.
 *
 * @param address its InternalIP, the source of its BGP sessions
 * @param podCidrs what its pods get addresses from
 */
public record Node(String name, String address, List<Cidr> podCidrs) {
  public Node {
    podCidrs = List.copyOf(podCidrs);
  }
}
