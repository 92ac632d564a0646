package io.podspan.peeringservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
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
        List<String> cautions,
    @Schema(description = "What was said of it, as it can be sent again. All else was read")
        ClusterBody spec,
    @Schema(
            description =
                "The uid of its namespace kube-system, which tells it from every other cluster;"
                    + " null when it cannot be read",
            examples = "0f6d3c1a-6f4e-4c8e-9a55-3d1f3a0c7b21")
        @Nullable String uid,
    @Schema(
            description =
                "What it may have still of interconnects that were withdrawn by force; absent when"
                    + " there is nothing")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<LeftoverAnswer> remains,
    @Schema(description = "Only in a dry run: created, changed or unchanged", examples = "changed")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable String dryRun) {

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

  static ClusterAnswer of(KnownCluster known, List<String> cautions, List<LeftoverAnswer> remains) {
    return of(known, cautions, remains, null);
  }

  /**
   * @param dryRun what would have been done, null where it was done
   */
  static ClusterAnswer of(
      KnownCluster known,
      List<String> cautions,
      List<LeftoverAnswer> remains,
      @Nullable String dryRun) {
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
        cautions,
        ClusterBody.of(known.said()),
        known.uid(),
        remains,
        dryRun);
  }

  private static List<String> texts(List<Prefix> cidrs) {
    return cidrs.stream().map(Prefix::toString).toList();
  }
}
