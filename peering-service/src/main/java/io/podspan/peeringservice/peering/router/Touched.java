package io.podspan.peeringservice.peering.router;

/**
 * An object of a cluster that rollouts change.
 *
 * @param group the API group, {@code apps}; empty for the core group
 * @param version {@code v1}
 * @param kind {@code DaemonSet}
 * @param plural {@code daemonsets}
 * @param namespace empty for cluster-wide objects
 */
public record Touched(
    String group, String version, String kind, String plural, String namespace, String name) {
  /** A node. */
  public static Touched node(String name) {
    return new Touched("", "v1", "Node", "nodes", "", name);
  }
}
