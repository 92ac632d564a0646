package io.podspan.probeservice.verdict;

import io.podspan.events.NodeReach;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Pairs of nodes that fail in a round and answered in the one before. Pure. */
public final class NewFailures {
  private NewFailures() {}

  private record Nodes(String from, String to) {}

  /**
   * Whether there is one that no ping passes now, and some passed in the last round. What the last
   * round did not measure is not new: in large clusters each round measures other pairs, and those
   * of a node that is dead fail in all of them.
   */
  public static boolean in(Verdict now, Verdict before) {
    Set<Nodes> failing = those(now.nodes(), pair -> pair.reachable() == 0);
    failing.retainAll(those(before.nodes(), pair -> pair.reachable() > 0));
    return !failing.isEmpty();
  }

  private static Set<Nodes> those(Collection<NodeReach> nodes, Predicate<NodeReach> which) {
    return nodes.stream()
        .filter(which)
        .map(pair -> new Nodes(pair.fromNode(), pair.toNode()))
        .collect(Collectors.toSet());
  }
}
