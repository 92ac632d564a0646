package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Rollouts over REST. */
@Path("/api/v1/rollouts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Rollouts", description = "How routers' configurations change, node by node")
public class RolloutResource {
  private static final int LONGEST_PAGE = 200;

  private final RolloutStore rollouts;
  private final Transaction transaction;
  private final Clock clock;

  @Inject
  public RolloutResource(RolloutStore rollouts, Transaction transaction, Clock clock) {
    this.clock = clock;
    this.rollouts = rollouts;
    this.transaction = transaction;
  }

  @GET
  @Operation(operationId = "listRollouts", summary = "Rollouts with their steps, newest first")
  public RolloutAnswer.Page list(
      @Parameter(description = "Only of this interconnect", example = "europe")
          @QueryParam("interconnect")
          @Nullable String interconnect,
      @Parameter(description = "Only of this cluster", example = "paris") @QueryParam("cluster")
          @Nullable String cluster,
      @Parameter(description = "How many to skip") @QueryParam("offset") @DefaultValue("0")
          int offset,
      @Parameter(description = "How many at most, 1 to 200")
          @QueryParam("limit")
          @DefaultValue("50")
          int limit) {
    if (offset < 0 || limit < 1 || limit > LONGEST_PAGE) {
      throw ProblemException.badRequest(
          "offset is " + offset + " and limit is " + limit + ".",
          "Use an offset of 0 or more and a limit from 1 to " + LONGEST_PAGE + ".");
    }
    return transaction.call(
        () ->
            new RolloutAnswer.Page(
                rollouts.page(interconnect, cluster, offset, limit).stream()
                    .map(rollout -> RolloutAnswer.of(rollout, clock.instant()))
                    .toList(),
                rollouts.count(interconnect, cluster),
                offset,
                limit));
  }

  @GET
  @Path("/{id}")
  @Operation(operationId = "getRollout", summary = "One rollout")
  @APIResponseSchema(
      value = RolloutAnswer.class,
      responseCode = "200",
      responseDescription = "The rollout")
  @APIResponse(responseCode = "404", description = "No rollout of this id")
  public RolloutAnswer one(@PathParam("id") String id) {
    return transaction
        .call(() -> rollouts.load(id))
        .map(rollout -> RolloutAnswer.of(rollout, clock.instant()))
        .orElseThrow(Problems::noRollout);
  }
}
