package io.podspan.routecollector.api;

import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.feed.FeedStates;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.servicekit.follow.IntentFollower;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/coverage}. */
@Path("/api/v1/coverage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "nodes")
public class CoverageResource {
  private static final int AT_ONCE = 50;

  private final NodeRecords records;
  private final IntentFollower intent;
  private final FeedStates feeds;
  private final BmpView bmp;

  @Inject
  public CoverageResource(
      NodeRecords records, IntentFollower intent, FeedStates feeds, BmpView bmp) {
    this.records = records;
    this.intent = intent;
    this.feeds = feeds;
    this.bmp = bmp;
  }

  /** All clusters, or one. */
  @GET
  @Operation(
      summary = "Which nodes are seen, how, and how long ago",
      description =
          "All clusters with all their nodes, or one of them. A node that the intent names and that"
              + " was never read is NEVER. One that cannot be read and whose router tells by BMP is"
              + " BMP_ONLY.")
  @APIResponseSchema(
      value = Coverage.class,
      responseCode = "200",
      responseDescription = "The clusters and their nodes")
  @APIResponse(responseCode = "404", description = "No cluster of this name")
  public Coverage coverage(@QueryParam("cluster") @Nullable String cluster) {
    Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    BmpNodes nodes = new BmpNodes(bmp);
    return new Coverage(now, asked(cluster).stream().map(c -> of(c, nodes, now)).toList());
  }

  private Collection<ClusterState> asked(@Nullable String name) {
    Map<String, ClusterState> all = intent.world().clusters();
    if (name == null) {
      return all.values();
    }
    ClusterState cluster = all.get(name);
    if (cluster == null) {
      throw NodesResource.unknownCluster(name);
    }
    return List.of(cluster);
  }

  private Coverage.OfCluster of(ClusterState cluster, BmpNodes nodes, Instant now) {
    List<String> names = cluster.nodes().stream().map(NodeState::name).sorted().toList();
    return Coverage.OfCluster.of(
        cluster.name(),
        names.stream()
            .gather(Gatherers.windowFixed(AT_ONCE))
            .flatMap(some -> of(cluster, some, nodes, now))
            .toList());
  }

  /** A few at a time: each comes with all its routes. */
  private Stream<Coverage.OfNode> of(
      ClusterState state, List<String> names, BmpNodes nodes, Instant now) {
    String cluster = state.name();
    Map<String, NodeStatus> known =
        records.find(names.stream().map(n -> NodeRecords.key(cluster, n)).toList()).stream()
            .collect(Collectors.toMap(NodeStatus::node, Function.identity()));
    return names.stream()
        .map(n -> known.getOrDefault(n, NodeStatus.notReadYet(cluster, n)))
        .map(s -> of(s, nodes.tells(state, s.node()), now));
  }

  private Coverage.OfNode of(NodeStatus status, boolean tellsByBmp, Instant now) {
    NodeSummary summary =
        NodeSummary.of(status, feeds.of(status.cluster(), status.node()), tellsByBmp);
    return Coverage.OfNode.of(summary, tellsByBmp, now);
  }
}
