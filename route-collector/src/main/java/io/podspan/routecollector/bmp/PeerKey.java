package io.podspan.routecollector.bmp;

import io.podspan.addresses.IpAddress;
import io.podspan.bgp.wire.bmp.PeerHeader;

/**
 * What tells the peers of a router apart (RFC 7854, section 4.2).
 *
 * @param distinguisher of the routing instance, 0 for the global one
 */
record PeerKey(PeerHeader.Type type, long distinguisher, IpAddress address) {
  static PeerKey of(PeerHeader peer) {
    return new PeerKey(peer.type(), peer.distinguisher(), peer.address());
  }
}
