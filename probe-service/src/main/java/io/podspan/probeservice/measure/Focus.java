package io.podspan.probeservice.measure;

import java.util.HashSet;
import java.util.Set;

/**
 * Nodes of a pair of clusters that the next round is to look at, whose turn it may not be. Pure.
 *
 * @param from nodes whose pods ping
 * @param to nodes whose pods are pinged
 */
public record Focus(Set<String> from, Set<String> to) {
  public static final Focus NONE = new Focus(Set.of(), Set.of());

  /** Where more nodes change at once, the rounds as they come tell as much. */
  static final int MOST_NODES = 16;

  public Focus {
    from = Set.copyOf(from);
    to = Set.copyOf(to);
  }

  static Focus from(String node) {
    return new Focus(Set.of(node), Set.of());
  }

  static Focus to(String node) {
    return new Focus(Set.of(), Set.of(node));
  }

  Focus and(Focus more) {
    return new Focus(both(from, more.from), both(to, more.to));
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> all = new HashSet<>(one);
    for (String node : other) {
      if (all.size() < MOST_NODES) {
        all.add(node);
      }
    }
    return all;
  }
}
