package io.podspan.probeservice.api;

import io.podspan.events.world.World;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.probe.Ledger;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/reachability}: what is known of all joined pairs. */
@Path("/api/v1/reachability")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "reachability", description = "What pods reach of other clusters' pods")
public class ReachabilityResource {
  private final IntentFollower intent;
  private final Ledger ledger;
  private final Duration fresh;

  @Inject
  public ReachabilityResource(
      IntentFollower intent,
      Ledger ledger,
      @ConfigProperty(name = "podspan.probe.fresh", defaultValue = "2m") Duration fresh) {
    this.intent = intent;
    this.ledger = ledger;
    this.fresh = fresh;
  }

  @GET
  @Operation(
      operationId = "reachabilityMatrix",
      summary = "The matrix",
      description = "Every ordered pair of joined clusters with its state, why, and round trips.")
  public Matrix matrix() {
    return known().matrix();
  }

  private KnownPairs known() {
    return KnownPairs.of(intent.world(), ledger.all(), Clock.systemUTC().instant(), fresh);
  }

  @GET
  @Path("/nodes")
  @Operation(
      operationId = "reachabilityOfNodes",
      summary = "The matrix of nodes",
      description =
          "Every pair of nodes of joined clusters that the last round measured, those with failures"
              + " first in each pair of clusters; and the pairs of clusters of which nothing is known"
              + " now, or not of all nodes.")
  public NodeMatrix nodes() {
    return known().nodes();
  }

  @GET
  @Path("/{from}/{to}")
  @Operation(
      operationId = "reachabilityOfPair",
      summary = "One pair",
      description = "The last round of pings from one cluster to another, and what failed in it.")
  @APIResponse(responseCode = "200", description = "The last round")
  @APIResponse(responseCode = "404", description = "No such cluster, or the two are not joined")
  public PairDetail pair(@PathParam("from") String from, @PathParam("to") String to) {
    World world = intent.world();
    ClusterNames.require(world, from);
    ClusterNames.require(world, to);
    ClusterPair pair = new ClusterPair(from, to);
    if (!world.joinedWith(from).contains(to)) {
      throw ProblemException.notFound(
          "No interconnect joins " + from + " and " + to + ".",
          "Declare an interconnect of both, or POST /api/v1/probes to measure them once.");
    }
    return ledger
        .find(pair)
        .map(known -> new PairDetail(view(known), known.last().failed()))
        .orElseGet(() -> new PairDetail(PairView.unmeasured(pair), List.of()));
  }

  private PairView view(PairState known) {
    return PairView.of(known, Clock.systemUTC().instant(), fresh);
  }
}
