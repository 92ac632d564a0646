package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.AddressFamily;

/**
 * The destinations that one source has a path to: its Adj-RIB-In (RFC 4271, section 3.2) as far as
 * this shard goes. Owned by the shard loop.
 *
 * <p>Cost per path: 6 to 12 octets.
 */
public final class SourceRoutes {
  private final RouteSource source;
  private final IntSet destinations = new IntSet();
  private int ipv6Count;

  SourceRoutes(RouteSource source) {
    this.source = source;
  }

  public RouteSource source() {
    return source;
  }

  public int count(AddressFamily family) {
    return switch (family) {
      case IPV4_UNICAST -> destinations.size() - ipv6Count;
      case IPV6_UNICAST -> ipv6Count;
    };
  }

  public boolean has(Destination destination) {
    return destinations.contains(destination.id());
  }

  /** Ids, in no particular order. */
  public int[] ids() {
    return destinations.toArray();
  }

  /** Whether it was not there. */
  boolean add(Destination destination) {
    boolean added = destinations.add(destination.id());
    if (added && destination.isIpv6()) {
      ipv6Count++;
    }
    return added;
  }

  boolean remove(Destination destination) {
    boolean removed = destinations.remove(destination.id());
    if (removed && destination.isIpv6()) {
      ipv6Count--;
    }
    return removed;
  }
}
