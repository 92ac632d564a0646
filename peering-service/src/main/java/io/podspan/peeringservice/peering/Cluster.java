package io.podspan.peeringservice.peering;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes cluster as it counts for peering.
 *
 * @param cni the kind of its routers
 * @param cniVersion their release, null if it is not known
 * @param asn the AS number of its routers
 * @param podCidrs everything that its nodes may announce
 * @param serviceCidrs where its ClusterIPs come from, empty when nothing tells
 */
public record Cluster(
    String name,
    RouterKind cni,
    @Nullable String cniVersion,
    long asn,
    List<Cidr> podCidrs,
    List<Cidr> serviceCidrs,
    List<Node> nodes,
    Access access) {
  public Cluster {
    podCidrs = List.copyOf(podCidrs);
    serviceCidrs = List.copyOf(serviceCidrs);
    nodes = List.copyOf(nodes);
  }
}
