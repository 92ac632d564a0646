package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.intent.SteeredRollouts;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.rollout.RolloutCommand;
import io.podspan.servicekit.door.Requester;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What operators ask of rollouts, over REST. Each request may be sent again. */
@Path("/api/v1/rollouts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Rollouts", description = "How routers' configurations change, node by node")
public class RolloutOrderResource {
  private static final String UNKNOWN = "No rollout of this id";
  private static final String REFUSED = "Its state does not allow that; the answer says why";

  private final SteeredRollouts rollouts;
  private final Requester requester;
  private final Clock clock;

  @Inject
  public RolloutOrderResource(SteeredRollouts rollouts, Requester requester, Clock clock) {
    this.clock = clock;
    this.rollouts = rollouts;
    this.requester = requester;
  }

  @POST
  @Path("/{id}/pause")
  @Operation(
      operationId = "pauseRollout",
      summary = "No further node begins",
      description = "Nodes under way go on to the end of their gates.")
  @APIResponseSchema(
      value = RolloutAnswer.class,
      responseCode = "200",
      responseDescription = "It pauses")
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = REFUSED)
  public RolloutAnswer pause(@PathParam("id") String id) {
    return answer(id, new RolloutCommand.Pause(requester.name()));
  }

  @POST
  @Path("/{id}/resume")
  @Operation(
      operationId = "resumeRollout",
      summary = "Further nodes begin again",
      description = "What was written is looked at again first.")
  @APIResponseSchema(
      value = RolloutAnswer.class,
      responseCode = "200",
      responseDescription = "It goes on")
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = REFUSED)
  public RolloutAnswer resume(@PathParam("id") String id) {
    return answer(id, new RolloutCommand.Resume(requester.name()));
  }

  @POST
  @Path("/{id}/abort")
  @Operation(
      operationId = "abortRollout",
      summary = "Ends it where it is",
      description =
          "Nothing is taken back: nodes may run two configurations, and a DaemonSet keeps the update"
              + " strategy OnDelete. It can be rolled back or retried later.")
  @APIResponseSchema(
      value = RolloutAnswer.class,
      responseCode = "200",
      responseDescription = "It has ended")
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = REFUSED)
  public RolloutAnswer abort(@PathParam("id") String id) {
    return answer(id, new RolloutCommand.Abort(requester.name()));
  }

  @POST
  @Path("/{id}/rollback")
  @Operation(
      operationId = "rollBackRollout",
      summary = "Takes back what it did, node by node",
      description =
          "The former configuration is written, and the changed nodes restart in reverse.")
  @APIResponseSchema(
      value = RolloutAnswer.class,
      responseCode = "200",
      responseDescription = "It goes back, or has gone back")
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = REFUSED)
  public RolloutAnswer rollBack(@PathParam("id") String id) {
    return answer(id, new RolloutCommand.Rollback(requester.name()));
  }

  @POST
  @Path("/{id}/retry")
  @Operation(
      operationId = "retryRollout",
      summary = "Tries again what failed",
      description =
          "One that waits for a decision goes on with the node that failed. For one that has ended,"
              + " a new rollout of its cluster begins, and is answered.")
  @APIResponseSchema(
      value = RolloutAnswer.class,
      responseCode = "200",
      responseDescription = "The rollout that tries it again")
  @APIResponse(responseCode = "404", description = UNKNOWN)
  @APIResponse(responseCode = "409", description = REFUSED)
  public RolloutAnswer retry(@PathParam("id") String id) {
    return answer(id, new RolloutCommand.Retry(requester.name()));
  }

  private RolloutAnswer answer(String id, RolloutCommand command) {
    return switch (rollouts.order(id, command)) {
      case SteeredRollouts.Done(Rollout rollout) -> RolloutAnswer.of(rollout, clock.instant());
      case SteeredRollouts.Unknown _ -> throw Problems.noRollout();
      case SteeredRollouts.Refused(_, String code, String detail, String nextStep) ->
          throw ProblemException.conflict(code, detail, nextStep);
    };
  }
}
