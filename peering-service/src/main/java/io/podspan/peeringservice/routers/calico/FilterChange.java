package io.podspan.peeringservice.routers.calico;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How our BGPFilter changes. While a rollout goes through the nodes it lets through what either
 * side does, so that nobody loses a route before its turn. It is a part of a stored document.
 *
 * @param former null if there was none
 * @param wanted null if there shall be none
 * @param peers the BGPPeers that named it when this was planned; those of single nodes by the peer
 *     that they stand in for. None in documents of former versions
 */
record FilterChange(
    @Nullable FilterRules former, @Nullable FilterRules wanted, List<String> peers) {
  FilterChange {
    peers = peers == null ? List.of() : List.copyOf(peers);
  }

  FilterChange reversed() {
    return new FilterChange(wanted, former, peers);
  }

  /** What it lets through meanwhile. */
  FilterRules meanwhile() {
    return Stream.of(former, wanted)
        .filter(Objects::nonNull)
        .reduce(FilterRules::and)
        .orElseGet(() -> new FilterRules(List.of(), List.of()));
  }

  /** Whether a filter with these rules is one that this change knows; null for no filter. */
  boolean knows(@Nullable FilterRules present) {
    return present == null
        ? former == null || wanted == null
        : Stream.of(former, wanted, meanwhile()).filter(Objects::nonNull).anyMatch(present::isLike);
  }

  /** Whether it is as this change left it before the first node's turn. */
  boolean isMeanwhile(@Nullable FilterRules present) {
    return present == null ? former == null || wanted == null : present.isLike(meanwhile());
  }

  /**
   * Whether what is wanted is so still. While a rollout was held, another interconnect may have
   * come: its peers name the same filter, and this plan does not know what they need.
   *
   * @param naming the BGPPeers that name the filter now, as {@link #peers} has them
   * @param created those that came with this change
   */
  boolean holds(Collection<String> naming, Collection<String> created) {
    return wanted == null
        ? naming.isEmpty()
        : naming.stream().allMatch(name -> peers.contains(name) || created.contains(name));
  }

  List<String> diff() {
    List<String> diff = new ArrayList<>();
    if (former != null) {
      diff.add("- " + former.shown());
    }
    if (wanted != null) {
      diff.add("+ " + wanted.shown());
    }
    return diff;
  }
}
