package io.podspan.bgpreflector.speaker.session;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.config.PeerConfig;
import java.util.Set;

/**
 * A peer with a session, which is told routes.
 *
 * @param source as the routing table knows it
 * @param session how many sessions there were until now
 * @param endOfRib the families of which it was told that it has everything (RFC 4724, section 2)
 */
public record ToldPeer(
    PeerConfig config, RouteSource source, long session, Set<AddressFamily> endOfRib) {
  public ToldPeer {
    endOfRib = Set.copyOf(endOfRib);
  }
}
