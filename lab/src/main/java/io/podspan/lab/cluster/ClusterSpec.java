package io.podspan.lab.cluster;

import io.podspan.addresses.Prefix;
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
    Prefix podCidr,
    Prefix serviceCidr,
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
    if (podCidr.ipv6() || serviceCidr.ipv6()) {
      throw new IllegalArgumentException(
          "cluster " + name + " has an IPv6 CIDR; the pods of a lab have IPv4 addresses");
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
        name, cni, Prefix.of(podCidr), Prefix.of(serviceCidr), 2, 2, "RollingUpdate");
  }

  public ClusterSpec withSize(int newNodes, int newPodsPerNode) {
    return new ClusterSpec(
        name, cni, podCidr, serviceCidr, newNodes, newPodsPerNode, updateStrategy);
  }

  public ClusterSpec withUpdateStrategy(String strategy) {
    return new ClusterSpec(name, cni, podCidr, serviceCidr, nodes, podsPerNode, strategy);
  }
}
