package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.AddressFamily;

/**
 * The paths of one source: its Adj-RIB-In (RFC 4271, section 3.2), for the prefixes of this shard.
 * Owned by the shard loop.
 *
 * <p>Cost per path: 6 to 12 octets.
 */
public final class SourceRoutes {
  private final RouteSource source;
  private final PathSet paths = new PathSet();
  private int ipv6Count;

  SourceRoutes(RouteSource source) {
    this.source = source;
  }

  public RouteSource source() {
    return source;
  }

  public int count(AddressFamily family) {
    return switch (family) {
      case IPV4_UNICAST -> paths.size() - ipv6Count;
      case IPV6_UNICAST -> ipv6Count;
    };
  }

  public boolean has(Destination destination, int pathId) {
    return paths.contains(destination.id(), pathId);
  }

  /** The visitor may withdraw what it visits. */
  public void forEach(PathSet.Visitor visitor) {
    paths.forEach(visitor);
  }

  /** Whether it was not there. */
  boolean add(Destination destination, int pathId) {
    boolean added = paths.add(destination.id(), pathId);
    if (added && destination.isIpv6()) {
      ipv6Count++;
    }
    return added;
  }

  boolean remove(Destination destination, int pathId) {
    boolean removed = paths.remove(destination.id(), pathId);
    if (removed && destination.isIpv6()) {
      ipv6Count--;
    }
    return removed;
  }
}
