package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.rib.Destination;
import java.util.List;
import java.util.Set;

/**
 * What is accepted from a peer: these prefixes, with these next hops, and not too many.
 *
 * @param anyPrefix whether every prefix is taken; {@code allowed} is then ignored
 * @param allowed prefixes must be one of these or more specific
 * @param anyNextHop whether every next hop is taken; {@code nextHops} is then ignored
 * @param nextHops the addresses that routes may point to
 * @param limit how many prefixes of each family are taken from this peer
 */
public record ImportPolicy(
    boolean anyPrefix,
    List<Prefix> allowed,
    boolean anyNextHop,
    Set<IpAddress> nextHops,
    PrefixLimit limit) {

  /** Everything is taken. */
  public static final ImportPolicy ANY =
      new ImportPolicy(true, List.of(), true, Set.of(), PrefixLimit.NONE);

  public ImportPolicy {
    allowed = List.copyOf(allowed);
    nextHops = Set.copyOf(nextHops);
  }

  /** Only these prefixes towards these next hops. */
  public static ImportPolicy of(List<Prefix> allowed, Set<IpAddress> nextHops, PrefixLimit limit) {
    return new ImportPolicy(false, allowed, false, nextHops, limit);
  }

  boolean allowsPrefix(Destination destination) {
    return anyPrefix || allowsPrefix(destination.prefix());
  }

  private boolean allowsPrefix(Prefix wanted) {
    for (Prefix prefix : allowed) {
      if (prefix.contains(wanted)) {
        return true;
      }
    }
    return false;
  }

  boolean allowsNextHop(IpAddress nextHop) {
    return anyNextHop || nextHops.contains(nextHop);
  }

  /** Whether everything that the other policy takes is taken here too. */
  boolean covers(ImportPolicy other) {
    return limit.maximum() >= other.limit.maximum()
        && (anyNextHop || (!other.anyNextHop && nextHops.containsAll(other.nextHops)))
        && (anyPrefix || (!other.anyPrefix && other.allowed.stream().allMatch(this::allowsPrefix)));
  }
}
