package io.podspan.peeringservice.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.intent.Guard;
import io.podspan.peeringservice.peering.intent.InterconnectChanges;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Changes of interconnects over REST: the whole of one, or what a patch names. */
@Path("/api/v1/interconnects")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Interconnects", description = "Which clusters are joined, and their conditions")
public class InterconnectChangeResource {
  private static final String PATCHED =
      """
      {"clusters": ["paris", "london", "rome"]}
      """;
  private static final String DESCRIPTION =
      "Runs preflight on the changed whole, and rolls out only what differs: a cluster that is added"
          + " joins, one that is left out leaves, and where reflectors differ each node restarts at"
          + " most once for each step. A reflector is given up only when another one carries all"
          + " clusters that stay. podSourceAddress and onDrift are switched without a rollout.";

  private final Interconnects interconnects;
  private final InterconnectChanges changes;
  private final Reflectors reflectors;
  private final ConditionBook conditions;
  private final ObjectMapper json;

  @Inject
  public InterconnectChangeResource(
      Interconnects interconnects,
      InterconnectChanges changes,
      Reflectors reflectors,
      ConditionBook conditions,
      ObjectMapper json) {
    this.interconnects = interconnects;
    this.changes = changes;
    this.reflectors = reflectors;
    this.conditions = conditions;
    this.json = json;
  }

  @PUT
  @Path("/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "replaceInterconnect",
      summary = "Declares an interconnect, or makes it another one",
      description = DESCRIPTION)
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InterconnectBody.class),
              examples =
                  @ExampleObject(name = "two clusters", value = InterconnectResource.EXAMPLE)))
  @APIResponse(
      responseCode = "201",
      description = "Declared. Location is its address; its conditions say how far it is",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(
      responseCode = "200",
      description = "Changed, or as it was already, or the plan of a dry run",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(
      responseCode = "409",
      description = "Rollouts of it are in progress, or it is being withdrawn")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(
      responseCode = "422",
      description = "Preflight is blocked; nothing was changed",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "overlap", value = InterconnectResource.BLOCKED)))
  public Response replace(
      @PathParam("name") String name,
      @QueryParam("dryRun") boolean dryRun,
      @BeanParam Conditions wanted,
      @Nullable InterconnectBody body) {
    InterconnectBody given = Fields.body(body).named(name);
    InterconnectRequest request = given.checked(reflectors::reflector);
    boolean dry = dryRun || given.isDryRun();
    InterconnectChanges.Outcome outcome = changes.change(request, dry, guard(wanted));
    if (!(outcome instanceof InterconnectChanges.Unknown)) {
      return answer(outcome);
    }
    wanted.check(null);
    return declare(request, dry);
  }

  private Response declare(InterconnectRequest request, boolean dryRun) {
    return switch (interconnects.declare(request, dryRun)) {
      case Interconnects.Declared(
              Interconnect interconnect,
              var plans,
              var rollouts,
              var findings) ->
          InterconnectResource.tagged(
              Response.created(URI.create(InterconnectResource.PATH + interconnect.name())),
              interconnect,
              whole(interconnect, plans, rollouts, findings));
      case Interconnects.WouldDo(List<ClusterPlan> plans, List<Finding> findings) ->
          Response.ok(InterconnectResource.dryRun(request, plans, findings)).build();
      case Interconnects.Outcome other -> throw InterconnectResource.refusal(other);
    };
  }

  @PATCH
  @Path("/{name}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeInterconnect",
      summary = "Changes what a JSON merge patch names (RFC 7386)",
      description =
          "The patch is applied to what was asked for: clusters, reflectors, podSourceAddress, rollout, onDrift. A list"
              + " is replaced as a whole. null takes a field away. "
              + DESCRIPTION)
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InterconnectBody.class),
              examples = @ExampleObject(name = "a third cluster", value = PATCHED)))
  @APIResponse(
      responseCode = "200",
      description = "Changed, or as it was already, or the plan of a dry run",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(
      responseCode = "409",
      description = "Rollouts of it are in progress, or it is being withdrawn")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(responseCode = "422", description = "Preflight is blocked; nothing was changed")
  public Response change(
      @PathParam("name") String name,
      @QueryParam("dryRun") boolean dryRun,
      @BeanParam Conditions wanted,
      @Nullable JsonNode body)
      throws JsonProcessingException {
    Interconnect present = interconnects.named(name).orElseThrow(() -> unknown(wanted));
    JsonNode patch = Fields.body(body);
    if (!patch.isObject()) {
      throw ProblemException.badRequest(
          "A merge patch of an interconnect is an object.",
          "Send an object with the fields to change, such as {\"clusters\": [...]}.");
    }
    JsonNode patched = MergePatch.applied(json.valueToTree(InterconnectBody.of(present)), patch);
    InterconnectBody given = json.treeToValue(patched, InterconnectBody.class).named(name);
    return answer(
        changes.change(
            given.checked(reflectors::reflector), dryRun || given.isDryRun(), guard(wanted)));
  }

  /** 404, or 412 for a caller who knew it. */
  private static ProblemException unknown(Conditions wanted) {
    wanted.check(null);
    return Problems.noInterconnect();
  }

  private static Guard<Interconnect> guard(Conditions wanted) {
    return present -> wanted.check(Tags.ofInterconnect(present));
  }

  private Response answer(InterconnectChanges.Outcome outcome) {
    return switch (outcome) {
      case InterconnectChanges.Changed(
              Interconnect interconnect,
              var plans,
              var rollouts,
              var findings) ->
          InterconnectResource.tagged(
              Response.ok(), interconnect, whole(interconnect, plans, rollouts, findings));
      case InterconnectChanges.WouldChange(Interconnect interconnect, var plans, var findings) ->
          Response.ok(InterconnectAnswer.of(interconnect, List.of(), plans, List.of(), findings))
              .build();
      case InterconnectChanges.Unchanged(Interconnect interconnect) ->
          InterconnectResource.tagged(
              Response.ok(),
              interconnect,
              InterconnectAnswer.of(interconnect, afterwards(interconnect.name())));
      case InterconnectChanges.Unknown _ -> throw Problems.noInterconnect();
      case InterconnectChanges.BeingWithdrawn _ ->
          throw ProblemException.conflict(
              "interconnect-withdrawing",
              "The interconnect is being withdrawn.",
              "Wait until it is gone, then declare it again.");
      case InterconnectChanges.Busy(List<Rollout> rollouts) -> throw Problems.busy(rollouts);
      case InterconnectChanges.Blocked(List<Violation> violations) ->
          throw Problems.refused("preflight-blocked", "Preflight blocked", violations);
    };
  }

  private InterconnectAnswer whole(
      Interconnect interconnect,
      List<ClusterPlan> plans,
      List<Rollout> rollouts,
      List<Finding> findings) {
    return InterconnectAnswer.of(
        interconnect,
        afterwards(interconnect.name()),
        plans,
        InterconnectResource.ids(rollouts),
        findings);
  }

  /** As {@link InterconnectResource}: a change that is made is answered as made. */
  private List<Condition> afterwards(String name) {
    try {
      return conditions.of(name);
    } catch (RuntimeException e) {
      if (Outage.isDatabaseAway(e)) {
        return List.of();
      }
      throw e;
    }
  }
}
