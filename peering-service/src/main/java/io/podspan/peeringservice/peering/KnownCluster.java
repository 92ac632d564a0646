package io.podspan.peeringservice.peering;

import java.time.Instant;

/**
 * A registered cluster.
 *
 * @param said what the operator said of it
 * @param cluster what holds
 * @param origins where its CIDRs and ASN were learned
 * @param readAt when its API was last read
 */
public record KnownCluster(
    Registration said, Cluster cluster, Origins origins, Instant registeredAt, Instant readAt) {

  /**
   * Where a value comes from, for people: {@code said at registration}, {@code ConfigMap
   * kube-system/kubeadm-config}.
   */
  public record Origins(String asn, String podCidrs, String serviceCidrs) {
    /** The origin of pod CIDRs that only nodes tell of. Rows in the store have it. */
    static final String OF_NODES = "the union of the nodes' pod CIDRs";

    /** Whether the cluster's pod CIDRs change with its nodes. */
    public boolean podCidrsFollowNodes() {
      return podCidrs.equals(OF_NODES);
    }
  }

  /** The same, read at this time. */
  public KnownCluster readAgain(Instant at) {
    return new KnownCluster(said, cluster, origins, registeredAt, at);
  }

  public String name() {
    return cluster.name();
  }
}
