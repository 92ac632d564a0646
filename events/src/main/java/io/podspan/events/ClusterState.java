package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes cluster, whole: a {@link ClusterSpec} and its nodes.
 *
 * @param name unique among the clusters
 * @param cni the pod network software
 * @param cniVersion its version as the image tag says it, null where none does
 * @param asn the AS number that its routers use, 1 to 4294967295
 * @param podCidrs the CIDRs that pods get addresses from; only prefixes inside are accepted from
 *     its nodes
 * @param serviceCidrs the CIDRs of ClusterIPs, may be empty
 * @param nodes its nodes
 * @param access how services reach its API
 * @param nodeMesh whether the routers of its nodes peer with each other, so that no reflector needs
 *     to pass the cluster's own routes back to it; null when that is not known
 * @param cautions risks of the access to its API ({@link ClusterSpec#cautions()}); null when there
 *     are none
 */
public record ClusterState(
    String name,
    Cni cni,
    @Nullable String cniVersion,
    long asn,
    List<String> podCidrs,
    List<String> serviceCidrs,
    List<NodeState> nodes,
    AccessReference access,
    @Nullable Boolean nodeMesh,
    @Nullable List<String> cautions) {
  public ClusterState {
    Require.text(name, "cluster.name");
    Require.present(cni, "cluster.cni");
    Require.optionalText(cniVersion, "cluster.cniVersion");
    Require.asn(asn, "cluster.asn");
    podCidrs = Require.names(podCidrs, "cluster.podCidrs");
    serviceCidrs = Require.names(serviceCidrs, "cluster.serviceCidrs");
    nodes = List.copyOf(Require.present(nodes, "cluster.nodes"));
    Require.present(access, "cluster.access");
    cautions = cautions == null || cautions.isEmpty() ? null : List.copyOf(cautions);
  }

  /** Of an access without risks. */
  public ClusterState(
      String name,
      Cni cni,
      @Nullable String cniVersion,
      long asn,
      List<String> podCidrs,
      List<String> serviceCidrs,
      List<NodeState> nodes,
      AccessReference access,
      @Nullable Boolean nodeMesh) {
    this(name, cni, cniVersion, asn, podCidrs, serviceCidrs, nodes, access, nodeMesh, null);
  }

  /** Without a word about a mesh. */
  public ClusterState(
      String name,
      Cni cni,
      @Nullable String cniVersion,
      long asn,
      List<String> podCidrs,
      List<String> serviceCidrs,
      List<NodeState> nodes,
      AccessReference access) {
    this(name, cni, cniVersion, asn, podCidrs, serviceCidrs, nodes, access, null);
  }

  /** The cluster without its nodes. */
  public ClusterSpec spec() {
    return new ClusterSpec(
        name, cni, cniVersion, asn, podCidrs, serviceCidrs, access, nodeMesh, cautions);
  }
}
