package io.podspan.probeservice.ends;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.events.ClusterState;
import java.util.List;
import java.util.Map;

/**
 * Which addresses belong to which cluster, by the intent. Pods are let loose on no other address:
 * whoever may ask for a measurement, or writes addresses into a cluster's API, could make them scan
 * networks that are none of Podspan's.
 */
public final class Territory {
  private Territory() {}

  /** Whether it is a pod's, a node's or a Service's address of this cluster. */
  public static boolean holds(ClusterState cluster, IpAddress address) {
    return isOfPodsOrNodes(cluster, address) || within(cluster.serviceCidrs(), address);
  }

  /** Whether it is a Service's address of this cluster, and of nothing else in it. */
  public static boolean isOfServices(ClusterState cluster, IpAddress address) {
    return within(cluster.serviceCidrs(), address) && !isOfPodsOrNodes(cluster, address);
  }

  private static boolean isOfPodsOrNodes(ClusterState cluster, IpAddress address) {
    return within(cluster.podCidrs(), address)
        || cluster.nodes().stream().anyMatch(node -> isAt(node.address(), address));
  }

  /** The clusters that have this address: several, where their CIDRs overlap. */
  public static List<ClusterState> owners(Map<String, ClusterState> clusters, IpAddress address) {
    return clusters.values().stream().filter(cluster -> holds(cluster, address)).toList();
  }

  static boolean within(List<String> cidrs, IpAddress address) {
    return cidrs.stream()
        .flatMap(cidr -> Prefix.parse(cidr).stream())
        .anyMatch(prefix -> prefix.contains(address));
  }

  private static boolean isAt(String text, IpAddress address) {
    return IpAddress.parse(text).filter(address::equals).isPresent();
  }
}
