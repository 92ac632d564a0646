package io.podspan.routecollector.api;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Gatherers;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/routes}. */
@Path("/api/v1/routes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "nodes")
public class RoutesResource {
  private static final int AT_ONCE = 50;

  private final NodeRecords records;
  private final IntentFollower intent;
  private final FeedStates feeds;
  private final BmpView bmp;

  @Inject
  public RoutesResource(NodeRecords records, IntentFollower intent, FeedStates feeds, BmpView bmp) {
    this.records = records;
    this.intent = intent;
    this.feeds = feeds;
    this.bmp = bmp;
  }

  /** Over all nodes that were read. */
  @GET
  @Operation(
      summary = "The routes to pods of other clusters, and which nodes have them",
      description =
          "Each expected route with the number of nodes that have it and the nodes that lack it."
              + " With prefix (a prefix, or an address that is in it) that route on every node.")
  @APIResponseSchema(
      value = RouteViews.class,
      responseCode = "200",
      responseDescription = "The routes")
  @APIResponse(responseCode = "400", description = "prefix is neither a prefix nor an address")
  public RouteViews routes(@QueryParam("prefix") @Nullable String prefix) {
    RouteFold fold = new RouteFold(wanted(prefix), prefix != null);
    World world = intent.world();
    BmpNodes nodes = new BmpNodes(bmp);
    world.clusters().values().forEach(cluster -> add(fold, world, cluster, nodes));
    return fold.views();
  }

  private static Predicate<String> wanted(@Nullable String text) {
    if (text == null) {
      return _ -> true;
    }
    Optional<Prefix> prefix =
        Prefix.parse(text).or(() -> IpAddress.parse(text).map(IpAddress::asPrefix));
    if (prefix.isEmpty()) {
      throw ProblemException.badRequest(
          "prefix is neither a prefix nor an address.", "Send one, as 10.3.1.0/24 or 10.3.1.7.");
    }
    return route -> Prefix.parse(route).filter(p -> p.contains(prefix.get())).isPresent();
  }

  private void add(RouteFold fold, World world, ClusterState cluster, BmpNodes nodes) {
    Expectation expected = Expectation.of(world, cluster.name());
    Instant now = Clock.systemUTC().instant();
    cluster.nodes().stream()
        .map(node -> NodeRecords.key(cluster.name(), node.name()))
        .gather(Gatherers.windowFixed(AT_ONCE))
        .flatMap((List<String> some) -> records.find(some).stream())
        .map(status -> asExpectedNow(status, expected))
        .map(
            status ->
                NodeDetail.of(
                    status,
                    feeds.of(status.cluster(), status.node()),
                    NodeDetail.ribIsRead(status)
                        ? ByBmp.NOTHING
                        : nodes.of(cluster, status, expected),
                    now))
        .forEach(node -> fold.add(node, now));
  }

  private static NodeStatus asExpectedNow(NodeStatus status, Expectation expected) {
    Known known = status.known();
    return known == null ? status : status.expecting(known.within(expected));
  }
}
