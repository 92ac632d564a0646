package io.podspan.events;

import io.podspan.events.check.Require;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kubernetes cluster without its nodes. Each node is a record of its own ({@link NodeState}),
 * so that the event of a cluster does not grow with them.
 *
 * @param name unique among the clusters
 * @param cni the pod network software
 * @param cniVersion its version as the image tag says it, null where none does
 * @param asn the AS number that its routers use, 1 to 4294967295
 * @param podCidrs the CIDRs that pods get addresses from; empty when only the nodes tell, and then
 *     the pod CIDRs of its nodes count
 * @param serviceCidrs the CIDRs of ClusterIPs, may be empty
 * @param access how services reach its API
 * @param nodeMesh whether the routers of its nodes peer with each other ({@link
 *     ClusterState#nodeMesh()}); null when that is not known
 * @param cautions risks of the access to its API that are allowed, such as a certificate that is
 *     not checked, a sentence or two each; null when there are none, and in events of earlier
 *     versions
 */
public record ClusterSpec(
    String name,
    Cni cni,
    @Nullable String cniVersion,
    long asn,
    List<String> podCidrs,
    List<String> serviceCidrs,
    AccessReference access,
    @Nullable Boolean nodeMesh,
    @Nullable List<String> cautions) {
  /** What a list may take, in bytes: some thousand CIDRs. */
  private static final int MOST_BYTES = 200 << 10;

  /** In bytes: a few sentences. */
  private static final int MOST_CAUTIONS = 20 << 10;

  public ClusterSpec {
    Require.text(name, "cluster.name");
    Require.present(cni, "cluster.cni");
    Require.optionalText(cniVersion, "cluster.cniVersion");
    Require.asn(asn, "cluster.asn");
    podCidrs = Require.allNames(MOST_BYTES, podCidrs, "cluster.podCidrs");
    serviceCidrs = Require.allNames(MOST_BYTES, serviceCidrs, "cluster.serviceCidrs");
    Require.present(access, "cluster.access");
    cautions =
        cautions == null || cautions.isEmpty()
            ? null
            : Require.sentences(MOST_CAUTIONS, cautions, "cluster.cautions");
  }

  /** Of an access without risks. */
  public ClusterSpec(
      String name,
      Cni cni,
      @Nullable String cniVersion,
      long asn,
      List<String> podCidrs,
      List<String> serviceCidrs,
      AccessReference access,
      @Nullable Boolean nodeMesh) {
    this(name, cni, cniVersion, asn, podCidrs, serviceCidrs, access, nodeMesh, null);
  }

  /**
   * The cluster whole.
   *
   * @param pods the CIDRs that pods get addresses from
   */
  public ClusterState with(List<String> pods, List<NodeState> nodes) {
    return new ClusterState(
        name, cni, cniVersion, asn, pods, serviceCidrs, nodes, access, nodeMesh, cautions);
  }
}
