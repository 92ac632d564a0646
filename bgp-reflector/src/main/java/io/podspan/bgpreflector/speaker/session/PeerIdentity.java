package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import org.jspecify.annotations.Nullable;

/**
 * The peer as the routing table knows it. It stays the same from session to session, so that routes
 * can outlive a session. A peer that comes back with another BGP identifier, or that was given
 * another part or group, is another one. Owned by the peer's I/O loop.
 */
final class PeerIdentity {
  private @Nullable RouteSource last;

  RouteSource of(PeerConfig peer, long localAsn, int routerId) {
    RouteSource.Kind kind = peer.template().kind(localAsn);
    RouteSource known = last;
    if (known != null && known.isSame(kind, peer.address(), routerId, peer.peerGroup())) {
      return known;
    }
    RouteSource source = new RouteSource(kind, peer.address(), routerId, peer.peerGroup());
    last = source;
    return source;
  }
}
