package io.podspan.bgpreflector.alone.settings;

import io.podspan.bgp.wire.AddressFamily;
import java.util.Optional;
import java.util.Set;

/**
 * What a peer and a range of peers have in common.
 *
 * @param client whether routes are reflected for it (RFC 4456); means nothing for another AS
 * @param ttlSecurityHops how many hops away it may be (RFC 5082), 0 for any number
 */
public record SessionSettings(
    long asn,
    boolean client,
    Optional<Key> key,
    int ttlSecurityHops,
    Set<AddressFamily> families,
    RouteFilter filter,
    PrefixLimitSettings prefixLimit) {
  public SessionSettings {
    families = Set.copyOf(families);
  }
}
