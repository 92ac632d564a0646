package io.podspan.probeservice.api;

import io.podspan.events.world.World;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.probe.Probing;
import io.podspan.probeservice.verdict.Outcome;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Probes on demand. */
@Path("/api/v1/probes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "reachability")
public class ProbeResource {
  private static final int AT_ONCE = 4;

  private final IntentFollower intent;
  private final Probing probing;
  private final Duration fresh;
  private final Semaphore places = new Semaphore(AT_ONCE);

  @Inject
  public ProbeResource(
      IntentFollower intent,
      Probing probing,
      @ConfigProperty(name = "podspan.probe.fresh", defaultValue = "2m") Duration fresh) {
    this.fresh = fresh;
    this.intent = intent;
    this.probing = probing;
  }

  @POST
  @Operation(
      operationId = "probeNow",
      summary = "Probe now",
      description =
          "Runs one round from a cluster's pods to another's (or to its own) and answers with the"
              + " result. It takes 20 s at most. The result of joined clusters is kept and published"
              + " like any round. Other results are in the answer only.")
  @APIResponse(responseCode = "200", description = "The result, whatever it says")
  @APIResponse(responseCode = "400", description = "The body does not name two clusters")
  @APIResponse(responseCode = "404", description = "No such cluster")
  @APIResponse(responseCode = "429", description = "Four probes run already")
  public PairDetail probe(@Nullable ProbeRequest request) {
    ClusterPair pair = checked(request);
    if (!places.tryAcquire()) {
      throw tooMany();
    }
    try {
      return detail(measured(pair));
    } finally {
      places.release();
    }
  }

  private ClusterPair checked(@Nullable ProbeRequest request) {
    if (request == null || request.from() == null || request.to() == null) {
      throw ProblemException.badRequest(
          "The body does not name two clusters.", "Send {\"from\": \"paris\", \"to\": \"tokyo\"}.");
    }
    World world = intent.world();
    ClusterNames.require(world, request.from());
    ClusterNames.require(world, request.to());
    return new ClusterPair(request.from(), request.to());
  }

  private PairState measured(ClusterPair pair) {
    if (isJoined(pair)) {
      List<PairState> kept = probing.round(pair.from(), List.of(pair.to()), this::isJoined);
      if (!kept.isEmpty()) {
        return kept.getFirst();
      }
    }
    var now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
    return Outcome.of(null, probing.once(pair), now).now();
  }

  private boolean isJoined(ClusterPair pair) {
    return intent.world().joinedWith(pair.from()).contains(pair.to());
  }

  private PairDetail detail(PairState known) {
    return new PairDetail(PairView.of(known, fresh), known.last().failed());
  }

  private static ProblemException tooMany() {
    return new ProblemException(
        Problem.of(
            429,
            "too-many-probes",
            "Too many probes",
            AT_ONCE + " probes on demand run already.",
            "Try again in a few seconds; the matrix is at GET /api/v1/reachability."));
  }
}
