package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.reflect.HeardRoute;
import io.podspan.bgpreflector.reflect.SentRoute;
import io.podspan.bgpreflector.speaker.Speaker;
import io.podspan.bgpreflector.speaker.session.PeerSnapshot;
import io.podspan.bgpreflector.speaker.session.ToldPeer;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * One route on its way to one peer: announced or not, taken or not, sent or not. Two look-ups, and
 * no walk over the table as {@link SentResource} makes it.
 */
@jakarta.ws.rs.Path("/api/v1/peers/{address}/route")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Peers")
@RunOnVirtualThread
public class RouteToResource {
  private final ReflectorService reflector;

  @Inject
  public RouteToResource(ReflectorService reflector) {
    this.reflector = reflector;
  }

  @GET
  @Operation(
      summary = "One route on its way to a peer",
      description =
          "Whether the peer that it comes from has announced it, whether it was taken, whether this"
              + " peer is sent it, and why not. Of this very prefix, without a walk over the table.")
  @APIResponse(responseCode = "200", description = "What is known of it now")
  @APIResponse(
      responseCode = "400",
      description = "Not an address, or a query value that cannot be used (RFC 9457)")
  @APIResponse(responseCode = "404", description = "No peer has this address (RFC 9457)")
  @APIResponse(responseCode = "503", description = "The routing table is too busy to be asked")
  public RouteToView route(
      @Context UriInfo uri,
      @PathParam("address") String address,
      @Parameter(description = "The prefix", required = true, example = "10.1.0.0/24")
          @QueryParam("prefix")
          @Nullable String prefix,
      @Parameter(description = "The peer that should announce it", example = "192.0.2.21")
          @QueryParam("from")
          @Nullable String from) {
    QueryValues.onlyKnown(uri, "prefix", "from");
    Prefix wanted = QueryValues.prefix(prefix);
    if (wanted == null) {
      throw ProblemException.badRequest(
          "prefix is missing.", "Add ?prefix=10.1.0.0/24, the prefix of the route.");
    }
    IpAddress to = QueryValues.address(address);
    Speaker speaker = reflector.speaker();
    if (!speaker.knows(to)) {
      throw ProblemException.notFound("No peer has the address " + to + ".", "See /api/v1/peers.");
    }
    Optional<ToldPeer> told = speaker.told(to);
    Optional<SentRoute> route =
        told.flatMap(peer -> TableAnswer.of(speaker.sent(peer, wanted)))
            .filter(found -> found.prefix().equals(wanted));
    return RouteToView.of(
        to,
        wanted,
        told.isPresent(),
        speaker.isStalled(to),
        from == null ? null : origin(speaker, wanted, QueryValues.address(from)),
        route);
  }

  private static RouteToView.Origin origin(Speaker speaker, Prefix prefix, IpAddress from) {
    Optional<PeerSnapshot> peer = speaker.peer(from);
    HeardRoute heard = TableAnswer.of(speaker.heard(from, prefix));
    return RouteToView.Origin.of(from, prefix, peer, heard, Instant.now());
  }
}
