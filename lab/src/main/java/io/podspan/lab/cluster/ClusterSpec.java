package io.podspan.lab.cluster;

import io.podspan.lab.network.Ipv4Net;
import java.util.regex.Pattern;

/**
 * The plan of one cluster.
 *
 * @param nodes at least 1; each has a /24 of the pod CIDR
 * @param podsPerNode workload pods that answer pings
 * @param updateStrategy of the router DaemonSet: {@code RollingUpdate}, which apps/v1 defaults to,
 *     or {@code OnDelete}
 */
public record ClusterSpec(
    String name,
    CniStyle cni,
    Ipv4Net podCidr,
    Ipv4Net serviceCidr,
    int nodes,
    int podsPerNode,
    String updateStrategy) {
  private static final Pattern NAME = Pattern.compile("[a-z]([-a-z0-9]{0,18}[a-z0-9])?");
  private static final int MOST_PODS_PER_NODE = 200;

  public ClusterSpec {
    if (!NAME.matcher(name).matches() || name.equals("fabric")) {
      throw new IllegalArgumentException(
          "cluster name '" + name + "' must be a short lowercase name other than 'fabric'");
    }
    if (nodes < 1 || podsPerNode < 0 || podsPerNode > MOST_PODS_PER_NODE) {
      throw new IllegalArgumentException(
          "cluster " + name + " needs at least 1 node and 0 to " + MOST_PODS_PER_NODE + " pods");
    }
    if (!updateStrategy.equals("RollingUpdate") && !updateStrategy.equals("OnDelete")) {
      throw new IllegalArgumentException("unknown update strategy '" + updateStrategy + "'");
    }
  }

  /** A cluster with two nodes, two pods a node and RollingUpdate. */
  public static ClusterSpec of(String name, CniStyle cni, String podCidr, String serviceCidr) {
    return new ClusterSpec(
        name, cni, Ipv4Net.parse(podCidr), Ipv4Net.parse(serviceCidr), 2, 2, "RollingUpdate");
  }

  public ClusterSpec withSize(int newNodes, int newPodsPerNode) {
    return new ClusterSpec(
        name, cni, podCidr, serviceCidr, newNodes, newPodsPerNode, updateStrategy);
  }

  public ClusterSpec withUpdateStrategy(String strategy) {
    return new ClusterSpec(name, cni, podCidr, serviceCidr, nodes, podsPerNode, strategy);
  }
}
