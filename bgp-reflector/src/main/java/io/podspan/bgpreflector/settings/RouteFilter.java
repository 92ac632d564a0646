package io.podspan.bgpreflector.settings;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which routes are taken from a peer.
 *
 * @param prefixes these and more specific ones; any, where absent
 * @param nextHops any, where absent
 */
public record RouteFilter(Optional<List<Prefix>> prefixes, Optional<Set<IpAddress>> nextHops) {
  public static final RouteFilter ANY = new RouteFilter(Optional.empty(), Optional.empty());

  public RouteFilter {
    prefixes = prefixes.map(List::copyOf);
    nextHops = nextHops.map(Set::copyOf);
  }
}
