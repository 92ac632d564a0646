package io.podspan.routecollector.feed;

import io.podspan.events.AccessReference;
import io.podspan.events.Cni;
import java.util.Set;

/**
 * A node that is followed, and what has to be known for it.
 *
 * @param peers addresses whose sessions with the node's router are followed
 */
public record Subject(
    String cluster, Cni cni, AccessReference access, String node, Set<String> peers) {
  public Subject {
    peers = Set.copyOf(peers);
  }

  /** As {@code cluster/node}. */
  @Override
  public String toString() {
    return cluster + "/" + node;
  }
}
