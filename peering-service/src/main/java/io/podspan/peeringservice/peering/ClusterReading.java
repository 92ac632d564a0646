package io.podspan.peeringservice.peering;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cluster's API said, before anything is concluded from it.
 *
 * @param nodes all its nodes
 * @param routers the router DaemonSets found in kube-system
 * @param asn the AS number of its routers
 * @param podCidrs empty when nothing tells
 * @param serviceCidrs empty when nothing tells
 */
public record ClusterReading(
    List<NodeReading> nodes,
    List<FoundRouter> routers,
    Sourced<Long> asn,
    Sourced<List<Cidr>> podCidrs,
    Sourced<List<Cidr>> serviceCidrs) {
  public ClusterReading {
    nodes = List.copyOf(nodes);
    routers = List.copyOf(routers);
  }

  /** A value and where it was read, for people. */
  public record Sourced<T>(T value, String source) {}

  /** A router DaemonSet and the version that its image tag says. */
  public record FoundRouter(Cni cni, @Nullable String version) {}

  /**
   * @param address its IPv4 InternalIP, null when it has none
   * @param ready whether its Ready condition is true
   * @param peerAnnotations whether kube-router's peers are set as annotations of it
   */
  public record NodeReading(
      String name,
      @Nullable String address,
      List<Cidr> podCidrs,
      boolean ready,
      boolean peerAnnotations) {
    public NodeReading {
      podCidrs = List.copyOf(podCidrs);
    }
  }
}
