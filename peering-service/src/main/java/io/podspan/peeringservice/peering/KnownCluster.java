package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.NodeChoice.LeftOut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A registered cluster.
 *
 * @param said what the operator said of it
 * @param cluster what holds
 * @param origins where its CIDRs and ASN were learned
 * @param readAt when its API was last read
 * @param leftOut the nodes that its API names and that are not joined
 * @param cautions risks of the access to its API that are allowed, a sentence each
 * @param uid tells it from every other cluster; null while it is not known
 */
public record KnownCluster(
    Registration said,
    Cluster cluster,
    Origins origins,
    Instant registeredAt,
    Instant readAt,
    List<LeftOut> leftOut,
    List<String> cautions,
    @Nullable String uid) {

  /** Rows of earlier versions say nothing of nodes that are left out, of cautions, of the uid. */
  public KnownCluster(
      Registration said,
      Cluster cluster,
      Origins origins,
      Instant registeredAt,
      Instant readAt,
      @Nullable List<LeftOut> leftOut,
      @Nullable List<String> cautions,
      @Nullable String uid) {
    this.said = said;
    this.cluster = cluster;
    this.origins = origins;
    this.registeredAt = registeredAt;
    this.readAt = readAt;
    this.leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
    this.cautions = cautions == null ? List.of() : List.copyOf(cautions);
    this.uid = uid;
  }

  /** A cluster whose uid is not known. */
  public KnownCluster(
      Registration said,
      Cluster cluster,
      Origins origins,
      Instant registeredAt,
      Instant readAt,
      List<LeftOut> leftOut,
      List<String> cautions) {
    this(said, cluster, origins, registeredAt, readAt, leftOut, cautions, null);
  }

  /** A cluster of which no node is left out, and whose access has no risks. */
  public KnownCluster(
      Registration said, Cluster cluster, Origins origins, Instant registeredAt, Instant readAt) {
    this(said, cluster, origins, registeredAt, readAt, List.of(), List.of());
  }

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
    return new KnownCluster(said, cluster, origins, registeredAt, at, leftOut, cautions, uid);
  }

  public String name() {
    return cluster.name();
  }
}
