package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One node of a cluster.
 *
 * @param address its InternalIP in canonical form, the source of its BGP sessions
 * @param podCidrs what its pods get addresses from, both families
 * @param leftOut why nothing is expected of it now, a sentence for people: it is not Ready, or has
 *     no router; null when it takes part
 */
public record Node(String name, String address, List<Prefix> podCidrs, @Nullable String leftOut) {
  public Node {
    podCidrs = List.copyOf(podCidrs);
  }

  /** A node that takes part. */
  public Node(String name, String address, List<Prefix> podCidrs) {
    this(name, address, podCidrs, null);
  }

  /** Whether a session, routes and answers are expected of it now. */
  public boolean takesPart() {
    return leftOut == null;
  }

  public IpFamily family() {
    return IpAddress.of(address).family();
  }

  /**
   * The pod CIDRs that it can announce: those of its address's family, because a route's next hop
   * is an address of the same family (RFC 2545, section 3).
   */
  public List<Prefix> joinedCidrs() {
    return podCidrs.stream().filter(cidr -> cidr.family() == family()).toList();
  }
}
