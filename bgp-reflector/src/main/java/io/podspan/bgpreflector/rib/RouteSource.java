package io.podspan.bgpreflector.rib;

import io.podspan.addresses.IpAddress;

/**
 * Where paths come from: one peer, or this speaker. A peer is the same source from session to
 * session, so that its routes can outlive a session. Compared by identity: a peer that comes back
 * as another router is another source.
 */
public final class RouteSource {
  private static final String NO_GROUP = "";

  /** The part that the source plays in reflection (RFC 4456, section 6). */
  public enum Kind {
    /** This speaker itself. */
    LOCAL,
    CLIENT,
    NON_CLIENT,
    /** A peer of another AS. */
    EXTERNAL
  }

  private final Kind kind;
  private final IpAddress address;
  private final int routerId;
  private final String peerGroup;

  /**
   * @param address of the peer
   * @param routerId its BGP identifier
   * @param peerGroup the name of the group that it belongs to
   */
  public RouteSource(Kind kind, IpAddress address, int routerId, String peerGroup) {
    this.kind = kind;
    this.address = address;
    this.routerId = routerId;
    this.peerGroup = peerGroup;
  }

  public static RouteSource local(int routerId) {
    return new RouteSource(Kind.LOCAL, IpAddress.ofIpv4(routerId), routerId, NO_GROUP);
  }

  public Kind kind() {
    return kind;
  }

  public boolean isLocal() {
    return kind == Kind.LOCAL;
  }

  public IpAddress address() {
    return address;
  }

  public int routerId() {
    return routerId;
  }

  public String peerGroup() {
    return peerGroup;
  }

  /** Whether a peer with these properties is this source. */
  public boolean isSame(Kind otherKind, IpAddress otherAddress, int otherId, String otherGroup) {
    return kind == otherKind
        && routerId == otherId
        && address.equals(otherAddress)
        && peerGroup.equals(otherGroup);
  }

  @Override
  public String toString() {
    return isLocal() ? "local" : address.toString();
  }
}
