package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.reflect.SentRoutes;
import io.podspan.bgpreflector.rib.RouteSource;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a peer is sent, as the shard loops say it when asked. */
@Path("/api/v1/peers/{address}/sent")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Peers")
@RunOnVirtualThread
@Singleton
public class SentResource {
  /** The whole table is walked for an answer, so those who ask at once share one. */
  private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReflectorService reflector;
  private @Nullable CompletableFuture<Map<RouteSource, SentRoutes>> shared;
  private long askedAt;

  @Inject
  public SentResource(ReflectorService reflector) {
    this.reflector = reflector;
  }

  @GET
  @Operation(
      summary = "What a peer is sent",
      description =
          "How many prefixes, and what is kept from it and why. With a prefix or an address, also"
              + " each path to the route that matches it longest, and why it is not sent.")
  @APIResponse(responseCode = "200", description = "What it is sent now")
  @APIResponse(
      responseCode = "400",
      description = "Not an address, or a query value that cannot be used (RFC 9457)")
  @APIResponse(responseCode = "404", description = "No peer has this address (RFC 9457)")
  @APIResponse(responseCode = "409", description = "The peer has no session (RFC 9457)")
  @APIResponse(responseCode = "503", description = "The routing table is too busy to be asked")
  public SentView sent(
      @Context UriInfo uri,
      @PathParam("address") String address,
      @Parameter(description = "Longest match for this prefix or address", example = "10.1.0.7")
          @QueryParam("prefix")
          @Nullable String prefix) {
    QueryValues.onlyKnown(uri, "prefix");
    Prefix wanted = QueryValues.prefix(prefix);
    Speaker speaker = reflector.speaker();
    ToldPeer peer = peer(speaker, QueryValues.address(address));
    SentRoutes routes = TableAnswer.of(ofAll(speaker)).get(peer.source());
    if (routes == null) {
      throw notThere(speaker, peer);
    }
    SentRoute route =
        wanted == null ? null : TableAnswer.of(speaker.sent(peer, wanted)).orElse(null);
    return SentView.of(peer, routes, route);
  }

  /** What all are sent, as it was a second ago at most. */
  private synchronized CompletableFuture<Map<RouteSource, SentRoutes>> ofAll(Speaker speaker) {
    CompletableFuture<Map<RouteSource, SentRoutes>> present = shared;
    if (present == null || System.nanoTime() - askedAt >= SHARED_NANOS) {
      present = speaker.sent();
      shared = present;
      askedAt = System.nanoTime();
    }
    return present;
  }

  /** Its session ended meanwhile, or is so new that the table does not know it. */
  private static ProblemException notThere(Speaker speaker, ToldPeer peer) {
    IpAddress address = peer.config().address();
    return speaker.told(address).filter(now -> now.session() == peer.session()).isPresent()
        ? TableAnswer.busy()
        : withoutSession(address);
  }

  private static ToldPeer peer(Speaker speaker, IpAddress address) {
    if (!speaker.knows(address)) {
      throw ProblemException.notFound(
          "No peer has the address " + address + ".", "See /api/v1/peers.");
    }
    return speaker.told(address).orElseThrow(() -> withoutSession(address));
  }

  /** Nothing is sent then, which is not the same as a session without routes. */
  private static ProblemException withoutSession(IpAddress address) {
    return new ProblemException(
        Problem.of(
            409,
            "no-session",
            "Conflict",
            "The peer " + address + " has no session, so it is sent nothing.",
            "See its state and lastError at /api/v1/peers."));
  }
}
