package io.podspan.bgpreflector.control;

import io.podspan.bgpreflector.speaker.listen.PeerPage;
import io.podspan.bgpreflector.speaker.listen.PeerQuery;
import io.podspan.servicekit.door.Requester;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.InstantSource;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The peers, from snapshots, and what an operator may do to them. */
@Path("/api/v1/peers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Peers")
@RunOnVirtualThread
public class PeerResource {
  private static final Logger LOG = Logger.getLogger(PeerResource.class);

  private final ReflectorService reflector;
  private final Requester requester;
  private final InstantSource clock = InstantSource.system();

  @Inject
  public PeerResource(ReflectorService reflector, Requester requester) {
    this.reflector = reflector;
    this.requester = requester;
  }

  @GET
  @Operation(
      summary = "The peers",
      description =
          "Every node that may hold a session, with the state of its session and counters.")
  @APIResponse(responseCode = "200", description = "A page of peers, in the order of addresses")
  @APIResponse(responseCode = "400", description = "A query value that cannot be used (RFC 9457)")
  public PeersPage list(
      @Context UriInfo uri,
      @Parameter(description = "Only those in this state, as Established") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Only nodes of this cluster") @QueryParam("cluster")
          @Nullable String cluster,
      @Parameter(description = "How many to skip") @QueryParam("offset") @DefaultValue("0")
          String offset,
      @Parameter(description = "How many to return, from 1 to 1000")
          @QueryParam("limit")
          @DefaultValue("100")
          String limit) {
    QueryValues.onlyKnown(uri, "state", "cluster", "offset", "limit");
    PeerQuery query =
        new PeerQuery(
            QueryValues.state(state).orElse(null),
            cluster,
            QueryValues.offset(offset),
            QueryValues.limit(limit));
    PeerPage page = reflector.speaker().peers(query);
    Instant now = clock.instant();
    return new PeersPage(
        page.peers().stream().map(peer -> PeerView.of(peer, now)).toList(),
        page.total(),
        query.offset(),
        query.limit());
  }

  @POST
  @Path("/{address}/reset")
  @Operation(
      summary = "End a peer's session",
      description = "It may come back at once. The peer is told why (RFC 4486, RFC 9003).")
  @APIResponse(responseCode = "204", description = "The session ends, if there is one")
  @APIResponse(responseCode = "400", description = "Not an address (RFC 9457)")
  @APIResponse(responseCode = "404", description = "No peer has this address (RFC 9457)")
  public void reset(
      @PathParam("address") String address,
      @Parameter(description = "What to tell the peer's operator, up to 255 octets")
          @QueryParam("text")
          @DefaultValue("")
          String text) {
    require(reflector.speaker().reset(QueryValues.address(address), text), address);
    LOG.infof("the session of %s is reset, as %s asked", address, requester.name());
  }

  @POST
  @Path("/{address}/clear")
  @Operation(
      summary = "End a peer's pause",
      description = "After protocol errors, or over its prefix limit.")
  @APIResponse(responseCode = "204", description = "It may connect")
  @APIResponse(responseCode = "400", description = "Not an address (RFC 9457)")
  @APIResponse(responseCode = "404", description = "No peer has this address (RFC 9457)")
  public void clear(@PathParam("address") String address) {
    require(reflector.speaker().clear(QueryValues.address(address)), address);
    LOG.infof("the pause of %s is over, as %s asked", address, requester.name());
  }

  private static void require(boolean found, String address) {
    if (!found) {
      throw ProblemException.notFound(
          "No peer has the address " + address + ".", "See /api/v1/peers.");
    }
  }
}
