package io.podspan.routecollector.api;

import io.podspan.events.ClusterState;
import io.podspan.events.world.World;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.feed.FeedStates;
import io.podspan.routecollector.route.Expectation;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeRecords;
import io.podspan.routecollector.route.NodeStatus;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/nodes}. */
@Path("/api/v1/nodes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "nodes", description = "What every node should have, has and lacks")
public class NodesResource {
  private static final int USUAL_SIZE = 100;
  private static final int LARGEST_SIZE = 1_000;

  private final NodeRecords records;
  private final IntentFollower intent;
  private final FeedStates feeds;
  private final BmpView bmp;

  @Inject
  public NodesResource(NodeRecords records, IntentFollower intent, FeedStates feeds, BmpView bmp) {
    this.records = records;
    this.intent = intent;
    this.feeds = feeds;
    this.bmp = bmp;
  }

  private record Name(String cluster, String node) {
    String key() {
      return NodeRecords.key(cluster, node);
    }
  }

  /** A page of all nodes, or of one cluster's. */
  @GET
  @Operation(summary = "All nodes, or those of one cluster, paged")
  @APIResponseSchema(
      value = NodesPage.class,
      responseCode = "200",
      responseDescription = "A page of nodes")
  @APIResponse(responseCode = "404", description = "No cluster of this name")
  public NodesPage nodes(
      @QueryParam("cluster") @Nullable String cluster,
      @QueryParam("page") @Nullable Integer page,
      @QueryParam("size") @Nullable Integer size) {
    int number = page == null ? 0 : page;
    int length = size == null ? USUAL_SIZE : size;
    if (number < 0 || length < 1 || length > LARGEST_SIZE) {
      throw ProblemException.badRequest(
          "page is from 0, size from 1 to " + LARGEST_SIZE + ".",
          "Leave them out, or correct them.");
    }
    List<Name> names = names(intent.world(), cluster);
    List<Name> wanted = names.stream().skip((long) number * length).limit(length).toList();
    BmpNodes told = new BmpNodes(bmp);
    return new NodesPage(
        summaries(wanted, told), number, length, names.size(), told.unanswered().orElse(null));
  }

  private static List<Name> names(World world, @Nullable String cluster) {
    if (cluster != null && !world.clusters().containsKey(cluster)) {
      throw unknownCluster(cluster);
    }
    return world.clusters().values().stream()
        .filter(c -> cluster == null || c.name().equals(cluster))
        .flatMap(NodesResource::namesOf)
        .toList();
  }

  private static Stream<Name> namesOf(ClusterState cluster) {
    return cluster.nodes().stream().map(n -> new Name(cluster.name(), n.name())).sorted(BY_NODE);
  }

  private static final Comparator<Name> BY_NODE = Comparator.comparing(Name::node);

  private List<NodeSummary> summaries(List<Name> names, BmpNodes told) {
    Map<String, NodeStatus> known =
        records.find(names.stream().map(Name::key).toList()).stream()
            .collect(
                Collectors.toMap(s -> NodeRecords.key(s.cluster(), s.node()), Function.identity()));
    return names.stream()
        .map(n -> known.getOrDefault(n.key(), NodeStatus.notReadYet(n.cluster(), n.node())))
        .map(this::asExpectedNow)
        .map(status -> summary(status, told))
        .toList();
  }

  /** One node: sessions, expected routes with RIB, FIB and verdict, and the tables. */
  @GET
  @Path("{cluster}/{node}")
  @Operation(summary = "One node: sessions, and expected, RIB and FIB with a verdict per prefix")
  public NodeDetail node(@RestPath String cluster, @RestPath String node) {
    return detail(cluster, node);
  }

  /** The same tables for a spreadsheet. */
  @GET
  @Path("{cluster}/{node}")
  @Produces("text/csv;qs=0.5")
  @Operation(
      operationId = "nodeAsCsv",
      summary = "One node: expected, RIB and FIB, a row per route",
      description =
          "With Accept: text/csv. Columns: table (expected, RIB, FIB), prefix, nextHop; of expected"
              + " routes verdict, code and why; of the others source (exec, stream, bmp) and"
              + " ageSeconds.")
  public String csv(@RestPath String cluster, @RestPath String node) {
    return RouteRows.csv(detail(cluster, node));
  }

  private NodeDetail detail(String cluster, String node) {
    ClusterState state = intent.world().clusters().get(cluster);
    if (state == null) {
      throw unknownCluster(cluster);
    }
    if (state.nodes().stream().noneMatch(n -> n.name().equals(node))) {
      throw unknownNode(cluster, node);
    }
    NodeStatus status =
        records
            .find(cluster, node)
            .map(this::asExpectedNow)
            .orElseGet(() -> NodeStatus.notReadYet(cluster, node));
    ByBmp told = new BmpNodes(bmp).of(state, status, Expectation.of(intent.world(), cluster));
    return NodeDetail.of(status, feeds.of(cluster, node), told, Clock.systemUTC().instant());
  }

  private NodeSummary summary(NodeStatus status, BmpNodes told) {
    ClusterState cluster = intent.world().clusters().get(status.cluster());
    return NodeSummary.of(
        status,
        feeds.of(status.cluster(), status.node()),
        cluster != null && told.tells(cluster, status.node()));
  }

  /** The intent may be newer than the last look: routes not expected now are left out. */
  private NodeStatus asExpectedNow(NodeStatus status) {
    Known known = status.known();
    return known == null
        ? status
        : status.expecting(known.within(Expectation.of(intent.world(), status.cluster())));
  }

  static ProblemException unknownNode(String cluster, String node) {
    return ProblemException.notFound(
        "The cluster " + cluster + " has no node " + node + ".",
        "List its nodes with GET /api/v1/nodes?cluster=" + cluster + ".");
  }

  static ProblemException unknownCluster(String cluster) {
    return ProblemException.notFound(
        "No cluster " + cluster + " is registered.", "List the nodes with GET /api/v1/nodes.");
  }
}
