package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.wire.Prefix;
import java.util.List;
import java.util.Set;

/**
 * What may come from a peer: prefixes of its cluster, towards nodes of its cluster, and not too
 * many.
 *
 * @param allowed prefixes must be one of these or more specific
 * @param nextHops addresses of the cluster's nodes
 * @param prefixLimit how many prefixes are taken from this peer
 */
public record ImportPolicy(List<Prefix> allowed, Set<Integer> nextHops, int prefixLimit) {
  public ImportPolicy {
    allowed = List.copyOf(allowed);
    nextHops = Set.copyOf(nextHops);
  }

  boolean allowsPrefix(long packed) {
    for (Prefix prefix : allowed) {
      if (prefix.contains(packed)) {
        return true;
      }
    }
    return false;
  }

  boolean allowsNextHop(int nextHop) {
    return nextHops.contains(nextHop);
  }

  /** Whether everything that the other policy takes is taken here too. */
  boolean covers(ImportPolicy other) {
    return prefixLimit >= other.prefixLimit
        && nextHops.containsAll(other.nextHops)
        && other.allowed.stream().allMatch(prefix -> allowsPrefix(prefix.packed()));
  }
}
