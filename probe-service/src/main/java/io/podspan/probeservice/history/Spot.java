package io.podspan.probeservice.history;

/**
 * An end of what is kept: a node, or a whole cluster.
 *
 * @param node empty for the cluster as a whole
 */
public record Spot(String cluster, String node) implements Comparable<Spot> {
  public static Spot whole(String cluster) {
    return new Spot(cluster, "");
  }

  public boolean isWhole() {
    return node.isEmpty();
  }

  @Override
  public int compareTo(Spot other) {
    int clusters = cluster.compareTo(other.cluster);
    return clusters != 0 ? clusters : node.compareTo(other.node);
  }
}
