package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.DnsLabel;
import io.podspan.peeringservice.peering.intent.Transaction;
import io.podspan.peeringservice.peering.rollout.RolloutPages;
import io.podspan.peeringservice.peering.rollout.RolloutState;
import io.podspan.peeringservice.peering.rollout.RolloutStore;
import io.podspan.servicekit.lists.ListForm;
import io.podspan.servicekit.lists.ListParams;
import io.podspan.servicekit.lists.ListQuery;
import io.podspan.servicekit.lists.Page;
import io.podspan.servicekit.lists.Place;
import io.podspan.servicekit.lists.Placed;
import io.podspan.servicekit.lists.Values;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
  private static final Values NAME = Values.matching("a name", DnsLabel::matches);
  private static final ListForm FORM =
      ListForm.of("-createdAt")
          .sortByTime("createdAt")
          .sort("interconnect")
          .sort("cluster")
          .sort("state")
          .filter("interconnect", NAME)
          .filter("cluster", NAME)
          .filter("state", Values.oneOf(RolloutState.texts()))
          .filter("ended", Values.TRUTH);

  private final RolloutStore rollouts;
  private final RolloutPages pages;
  private final Transaction transaction;
  private final Clock clock;

  @Inject
  public RolloutResource(
      RolloutStore rollouts, RolloutPages pages, Transaction transaction, Clock clock) {
    this.clock = clock;
    this.rollouts = rollouts;
    this.pages = pages;
    this.transaction = transaction;
  }

  @GET
  @Operation(
      operationId = "listRollouts",
      summary = "Rollouts with their steps, newest first",
      description = "Sorted by createdAt, interconnect, cluster or state.")
  @Parameter(
      name = "interconnect",
      in = ParameterIn.QUERY,
      description = "Only of this interconnect; may be repeated",
      example = "europe",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "cluster",
      in = ParameterIn.QUERY,
      description = "Only of this cluster; may be repeated",
      example = "paris",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "state",
      in = ParameterIn.QUERY,
      description = "Only in this state; may be repeated",
      example = "FAILED",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "ended",
      in = ParameterIn.QUERY,
      description = "Only those that have ended, or only those that have not",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "400", description = "A parameter cannot be used")
  public Page<RolloutAnswer> list(@BeanParam ListParams parameters) {
    ListQuery query = FORM.read(parameters.all());
    RolloutPages.Answer answer = pages.ask(question(query));
    return query
        .page(answer.found().stream().map(RolloutResource::placed).toList(), answer.total())
        .map(found -> RolloutAnswer.of(found.rollout(), clock.instant()));
  }

  private static RolloutPages.Question question(ListQuery query) {
    return new RolloutPages.Question(
        query.filter("interconnect"),
        query.filter("cluster"),
        query.filter("state"),
        query.truth("ended"),
        order(query.sort()),
        query.descending(),
        spot(query.after()),
        query.limit() + 1);
  }

  private static RolloutPages.Order order(String field) {
    return switch (field) {
      case "interconnect" -> RolloutPages.Order.INTERCONNECT;
      case "cluster" -> RolloutPages.Order.CLUSTER;
      case "state" -> RolloutPages.Order.STATE;
      default -> RolloutPages.Order.CREATED_AT;
    };
  }

  private static RolloutPages.@Nullable Spot spot(@Nullable Place after) {
    return after == null ? null : new RolloutPages.Spot(after.key(), after.id());
  }

  private static Placed<RolloutPages.Found> placed(RolloutPages.Found found) {
    return new Placed<>(found, new Place(found.spot().key(), found.spot().id()));
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
