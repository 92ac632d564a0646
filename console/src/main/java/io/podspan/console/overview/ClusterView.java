package io.podspan.console.overview;

import io.podspan.console.journal.Fact;
import io.podspan.console.journal.Projection;
import io.podspan.events.ClusterState;
import io.podspan.events.world.World;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster and its nodes.
 *
 * @param since when it was registered or last changed
 * @param cautions risks of the access to its API that are allowed, a sentence or two each
 * @param joinedWith the clusters it shares an interconnect with
 */
public record ClusterView(
    String name,
    String cni,
    @Nullable String cniVersion,
    long asn,
    List<String> podCidrs,
    List<String> serviceCidrs,
    List<String> cautions,
    @Nullable Instant since,
    List<String> joinedWith,
    List<NodeView> nodes) {

  static List<ClusterView> all(Projection projection, World world) {
    return world.clusters().values().stream().map(c -> of(c, projection, world)).toList();
  }

  private static ClusterView of(ClusterState cluster, Projection projection, World world) {
    int expected = world.expectedRoutes(cluster.name()).size();
    return new ClusterView(
        cluster.name(),
        cluster.cni().text(),
        cluster.cniVersion(),
        cluster.asn(),
        cluster.podCidrs(),
        cluster.serviceCidrs(),
        cluster.cautions() == null ? List.of() : cluster.cautions(),
        projection.fact(Projection.CLUSTERS + cluster.name()).map(Fact::time).orElse(null),
        List.copyOf(world.joinedWith(cluster.name())),
        cluster.nodes().stream()
            .map(node -> NodeView.of(cluster, node, projection, expected))
            .toList());
  }
}
