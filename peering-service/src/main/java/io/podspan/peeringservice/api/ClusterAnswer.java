package io.podspan.peeringservice.api;

import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.KnownCluster;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A registered cluster. */
@Schema(description = "A registered cluster")
public record ClusterAnswer(
    String name,
    String cni,
    @Nullable String cniVersion,
    long asn,
    List<String> podCidrs,
    List<String> serviceCidrs,
    List<NodeAnswer> nodes,
    AccessAnswer access,
    OriginsAnswer origins,
    Instant registeredAt,
    Instant readAt,
    @Schema(
            description =
                "Whether the routers of its nodes peer with each other; null when not known")
        @Nullable Boolean nodeMesh,
    @Schema(description = "Nodes that its API names and that are not joined")
        List<LeftOutAnswer> leftOut,
    @Schema(
            description =
                "Risks of the access that are allowed, such as a certificate that is not checked")
        List<String> cautions) {

  /** A node that is not joined. */
  public record LeftOutAnswer(
      String node,
      @Schema(examples = "node-without-address") String code,
      String why,
      String nextStep) {}

  /**
   * A node.
   *
   * @param leftOut why nothing is expected of it now, null when it takes part
   */
  public record NodeAnswer(
      String name, String address, List<String> podCidrs, @Nullable String leftOut) {}

  /** The reference, not the credentials. */
  public record AccessAnswer(String kubeconfig, @Nullable String context) {}

  /** Where values were learned. */
  public record OriginsAnswer(String asn, String podCidrs, String serviceCidrs) {}

  static ClusterAnswer of(KnownCluster known, List<String> cautions) {
    Cluster cluster = known.cluster();
    return new ClusterAnswer(
        cluster.name(),
        cluster.cni().name(),
        cluster.cniVersion(),
        cluster.asn(),
        texts(cluster.podCidrs()),
        texts(cluster.serviceCidrs()),
        cluster.nodes().stream()
            .map(n -> new NodeAnswer(n.name(), n.address(), texts(n.podCidrs()), n.leftOut()))
            .toList(),
        new AccessAnswer(cluster.access().kubeconfig(), cluster.access().context()),
        new OriginsAnswer(
            known.origins().asn(), known.origins().podCidrs(), known.origins().serviceCidrs()),
        known.registeredAt(),
        known.readAt(),
        cluster.nodeMesh(),
        known.leftOut().stream()
            .map(n -> new LeftOutAnswer(n.node(), n.code(), n.why(), n.nextStep()))
            .toList(),
        cautions);
  }

  private static List<String> texts(List<Prefix> cidrs) {
    return cidrs.stream().map(Prefix::toString).toList();
  }
}
