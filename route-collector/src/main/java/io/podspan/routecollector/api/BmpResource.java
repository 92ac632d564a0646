package io.podspan.routecollector.api;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.bmp.PeerHeader.Table;
import io.podspan.events.ClusterState;
import io.podspan.events.NodeState;
import io.podspan.events.world.World;
import io.podspan.routecollector.api.BmpRouters.OfRouter;
import io.podspan.routecollector.bmp.BmpView;
import io.podspan.routecollector.bmp.BmpView.Query;
import io.podspan.routecollector.bmp.BmpView.RoutePage;
import io.podspan.routecollector.bmp.BmpView.RouterRow;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/bmp/routers}. */
@Path("/api/v1/bmp/routers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "bmp", description = "What routers tell by BMP (RFC 7854)")
public class BmpResource {
  private static final int USUAL_SIZE = 100;
  private static final int LARGEST_SIZE = 1_000;

  /** Each looks through all routes of a router, on the thread that reads what routers send. */
  private static final int AT_ONCE = 2;

  private static final Semaphore PAGES = new Semaphore(AT_ONCE);

  private final BmpView bmp;
  private final IntentFollower intent;

  @Inject
  public BmpResource(BmpView bmp, IntentFollower intent) {
    this.bmp = bmp;
    this.intent = intent;
  }

  /** Of this instance: a router tells those that it connects to. */
  @GET
  @Operation(
      summary = "The routers that tell by BMP",
      description =
          "Routers that are nodes of registered clusters, and others. Each instance of the service"
              + " knows those that connect to it. One that is not connected is listed for an hour.")
  @APIResponseSchema(
      value = BmpRouters.class,
      responseCode = "200",
      responseDescription = "The routers, without their peers")
  public BmpRouters routers() {
    return answer(answered(bmp::routers));
  }

  /** With peers and tables. */
  @GET
  @Path("{address}")
  @Operation(
      operationId = "bmpRouter",
      summary = "The routers of an address, with their peers and tables",
      description = "One, unless several connect from behind one address.")
  @APIResponseSchema(
      value = BmpRouters.class,
      responseCode = "200",
      responseDescription = "The routers with their peers")
  @APIResponse(responseCode = "400", description = "This is no address")
  @APIResponse(responseCode = "404", description = "No router of this address is known")
  public BmpRouters router(@RestPath String address) {
    return answer(known(address(address)));
  }

  private List<RouterRow> known(IpAddress address) {
    List<RouterRow> rows = answered(() -> bmp.routers(address));
    if (rows.isEmpty()) {
      throw ProblemException.notFound(
          bmp.listens()
              ? "No router of the address " + address + " tells by BMP."
              : "This service does not listen for BMP.",
          bmp.listens()
              ? "List the routers with GET /api/v1/bmp/routers. If it is neither a node of a"
                  + " registered cluster nor in podspan.collector.bmp.from, it may not connect."
              : "Set podspan.collector.bmp.listen, as 0.0.0.0:11019.");
    }
    return rows;
  }

  /** Paged. */
  @GET
  @Path("{address}/routes")
  @Operation(
      operationId = "bmpRoutes",
      summary = "Routes of a router, by prefix, table and peer",
      description =
          "prefix is a prefix or an address: all routes that hold it. table is adj-rib-in-pre,"
              + " adj-rib-in-post, adj-rib-out-pre, adj-rib-out-post or loc-rib. peer is an"
              + " address.")
  @APIResponseSchema(
      value = RoutePage.class,
      responseCode = "200",
      responseDescription = "A page of routes, ordered by prefix")
  @APIResponse(responseCode = "400", description = "A parameter is not what it should be")
  @APIResponse(responseCode = "404", description = "No router of this address is known")
  @APIResponse(responseCode = "429", description = "Two pages are made already")
  @APIResponse(responseCode = "503", description = "The station has too much to do")
  public RoutePage routes(
      @RestPath String address,
      @QueryParam("prefix") @Nullable String prefix,
      @QueryParam("table") @Nullable String table,
      @QueryParam("peer") @Nullable String peer,
      @QueryParam("page") @Nullable Integer page,
      @QueryParam("size") @Nullable Integer size) {
    int number = page == null ? 0 : page;
    int length = size == null ? USUAL_SIZE : size;
    if (number < 0 || number > 1_000_000 || length < 1 || length > LARGEST_SIZE) {
      throw ProblemException.badRequest(
          "page is from 0, size from 1 to " + LARGEST_SIZE + ".",
          "Leave them out, or correct them.");
    }
    IpAddress router = address(address);
    known(router);
    Query query =
        new Query(
            prefixes(prefix),
            table == null ? null : table(table),
            peer == null ? null : address(peer),
            number * length,
            length);
    return page(router, query);
  }

  private RoutePage page(IpAddress router, Query query) {
    if (!PAGES.tryAcquire()) {
      throw new ProblemException(
          Problem.of(
              429,
              "too-many-requests",
              "Too many requests",
              AT_ONCE + " pages of routes are made already.",
              "Try again in a few seconds."));
    }
    try {
      return answered(() -> bmp.routes(router, query));
    } finally {
      PAGES.release();
    }
  }

  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (BmpView.NoAnswerException e) {
      throw new ProblemException(
          Problem.of(
              503,
              "bmp-busy",
              "Could not be asked",
              "What routers tell is not known now: " + e.getMessage() + ".",
              "Try again in a few seconds."));
    }
  }

  private static Predicate<Prefix> prefixes(@Nullable String text) {
    if (text == null) {
      return _ -> true;
    }
    Prefix wanted =
        Prefix.parse(text)
            .or(() -> IpAddress.parse(text).map(IpAddress::asPrefix))
            .orElseThrow(
                () ->
                    ProblemException.badRequest(
                        "prefix is neither a prefix nor an address.",
                        "Send one, as 10.3.1.0/24 or 10.3.1.7."));
    return route -> route.contains(wanted);
  }

  private static Table table(String text) {
    return Arrays.stream(Table.values())
        .filter(table -> table.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "There is no such table.",
                    "Send one of "
                        + Arrays.stream(Table.values())
                            .map(Table::text)
                            .collect(Collectors.joining(", "))
                        + "."));
  }

  private static IpAddress address(String text) {
    return IpAddress.parse(text)
        .orElseThrow(
            () ->
                ProblemException.badRequest(
                    "This is no address.", "Send one, as 198.51.100.7 or 2001:db8::7."));
  }

  private BmpRouters answer(List<RouterRow> rows) {
    return new BmpRouters(
        bmp.listens(), rows.stream().map(row -> of(row, intent.world())).toList());
  }

  /** There are few routers that are no nodes, and few routers at all. */
  private static OfRouter of(RouterRow row, World world) {
    Optional<IpAddress> address = IpAddress.parse(row.address());
    for (ClusterState cluster : world.clusters().values()) {
      for (NodeState node : cluster.nodes()) {
        if (IpAddress.parse(node.address()).equals(address)) {
          return new OfRouter(cluster.name(), node.name(), row);
        }
      }
    }
    return new OfRouter(null, null, row);
  }
}
