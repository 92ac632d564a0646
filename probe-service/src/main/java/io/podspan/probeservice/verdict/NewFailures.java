package io.podspan.probeservice.verdict;

import io.podspan.events.NodeReach;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Pairs of nodes that fail in a round and did not in the one before. Pure. */
public final class NewFailures {
  private NewFailures() {}

  private record Nodes(String from, String to) {}

  /** Whether there is one that no ping passes now, of which the last round did not say so. */
  public static boolean in(Verdict now, Verdict before) {
    Set<Nodes> failing = failing(now.nodes());
    failing.removeAll(failing(before.nodes()));
    return !failing.isEmpty();
  }

  private static Set<Nodes> failing(Collection<NodeReach> nodes) {
    Set<Nodes> failing = new HashSet<>();
    for (NodeReach pair : nodes) {
      if (pair.reachable() == 0) {
        failing.add(new Nodes(pair.fromNode(), pair.toNode()));
      }
    }
    return failing;
  }
}
