package io.podspan.peeringservice.routers.calico;

import java.util.ArrayList;
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
 */
record FilterChange(@Nullable FilterRules former, @Nullable FilterRules wanted) {
  FilterChange reversed() {
    return new FilterChange(wanted, former);
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
