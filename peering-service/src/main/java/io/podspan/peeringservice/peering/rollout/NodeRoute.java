package io.podspan.peeringservice.peering.rollout;

/** A prefix and the next hop it points to, both as text. */
public record NodeRoute(String prefix, String nextHop) implements Comparable<NodeRoute> {
  /** The order in which the collector lists routes. */
  @Override
  public int compareTo(NodeRoute other) {
    int byPrefix = prefix.compareTo(other.prefix);
    return byPrefix != 0 ? byPrefix : nextHop.compareTo(other.nextHop);
  }

  @Override
  public String toString() {
    return prefix + " via " + nextHop;
  }
}
