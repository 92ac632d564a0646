package io.podspan.peeringservice.api;

import io.podspan.peeringservice.api.InterconnectAnswer.CheckAnswer;
import io.podspan.peeringservice.api.InterconnectAnswer.PlanAnswer;
import io.podspan.peeringservice.api.InterconnectAnswer.ReflectorAnswer;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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

/** Interconnects over REST. */
@Path("/api/v1/interconnects")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Interconnects", description = "Which clusters are joined, and their conditions")
public class InterconnectResource {
  private static final String PATH = "/api/v1/interconnects/";
  private static final String EXAMPLE =
      """
      {"name": "europe", "clusters": ["paris", "london"],
       "reflectors": [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}],
       "dryRun": false}
      """;
  private static final String BLOCKED =
      """
      {"type": "/problems/preflight-blocked", "title": "Preflight blocked", "status": 422,
       "detail": "The pod CIDR 10.1.0.0/16 of paris overlaps 10.1.0.0/16 of lyon. Nothing was changed.",
       "nextStep": "Leave one of the two out, or rebuild it with another pod CIDR.",
       "violations": [{"code": "overlapping-pod-cidrs", "where": "clusters/paris,clusters/lyon",
         "detail": "The pod CIDR 10.1.0.0/16 of paris overlaps 10.1.0.0/16 of lyon.",
         "nextStep": "Leave one of the two out, or rebuild it with another pod CIDR."}]}
      """;

  private final Interconnects interconnects;
  private final ConditionBook conditions;

  @Inject
  public InterconnectResource(Interconnects interconnects, ConditionBook conditions) {
    this.interconnects = interconnects;
    this.conditions = conditions;
  }

  @GET
  @Operation(operationId = "listInterconnects", summary = "All interconnects, by name")
  public List<InterconnectAnswer> list() {
    return interconnects.all().stream().map(this::answer).toList();
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "declareInterconnect",
      summary = "Joins clusters",
      description =
          "Runs preflight, plans the exact change of each cluster, and starts to roll it out node by"
              + " node. With dryRun it answers the plan and changes nothing.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InterconnectBody.class),
              examples = @ExampleObject(name = "two clusters", value = EXAMPLE)))
  @APIResponse(
      responseCode = "202",
      description = "Declared. Location is its address; its conditions say how far it is",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(
      responseCode = "200",
      description = "The plan of a dry run",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "409", description = "The name is taken")
  @APIResponse(
      responseCode = "422",
      description = "Preflight is blocked; nothing was changed",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "overlap", value = BLOCKED)))
  public Response declare(@Nullable InterconnectBody body) {
    InterconnectBody given = Fields.body(body);
    InterconnectRequest request = given.checked();
    return switch (interconnects.declare(request, given.isDryRun())) {
      case Interconnects.Declared(
              Interconnect interconnect,
              var plans,
              var rollouts,
              var findings) ->
          accepted(
              InterconnectAnswer.of(
                  interconnect, afterwards(interconnect.name()), plans, ids(rollouts), findings));
      case Interconnects.WouldDo(List<ClusterPlan> plans, List<Finding> findings) ->
          Response.ok(dryRun(request, plans, findings)).build();
      case Interconnects.Outcome other -> throw refusal(other);
    };
  }

  private static InterconnectAnswer dryRun(
      InterconnectRequest request, List<ClusterPlan> plans, List<Finding> findings) {
    return new InterconnectAnswer(
        request.name(),
        0,
        request.clusters(),
        request.reflectors().stream().map(ReflectorAnswer::of).toList(),
        false,
        request.preserveSource() ? InterconnectBody.PRESERVE : null,
        StrategyAnswer.of(request.rollout()),
        null,
        List.of(),
        plans.stream().map(PlanAnswer::of).toList(),
        List.of(),
        findings.stream().map(CheckAnswer::of).toList());
  }

  @GET
  @Path("/{name}")
  @Operation(operationId = "getInterconnect", summary = "One interconnect with its conditions")
  @APIResponse(
      responseCode = "200",
      description = "The interconnect",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  public InterconnectAnswer one(@PathParam("name") String name) {
    return interconnects.named(name).map(this::answer).orElseThrow(Problems::noInterconnect);
  }

  /** What can be changed of a declared interconnect. */
  @Schema(description = "What can be changed of a declared interconnect")
  public record ChangeBody(
      @Schema(description = "preserve, or null", examples = "preserve")
          @Nullable String podSourceAddress) {}

  @PATCH
  @Path("/{name}")
  @Operation(
      operationId = "changeInterconnect",
      summary = "Switches whether pods see the addresses of the other clusters' pods",
      description =
          "podSourceAddress: preserve keeps a rule on every node before the router's masquerading."
              + " null takes the rules away. The condition SourcePreserved shows the effect.")
  @APIResponse(
      responseCode = "200",
      description = "The interconnect",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  public InterconnectAnswer change(@PathParam("name") String name, @Nullable ChangeBody body) {
    Fields fields = new Fields();
    boolean preserve = InterconnectBody.preserve(fields, Fields.body(body).podSourceAddress());
    fields.check();
    return switch (interconnects.preserveSource(name, preserve)) {
      case Interconnects.Changed(Interconnect interconnect) ->
          InterconnectAnswer.of(interconnect, afterwards(name));
      case Interconnects.Outcome other -> throw refusal(other);
    };
  }

  @DELETE
  @Path("/{name}")
  @Operation(
      operationId = "withdrawInterconnect",
      summary = "Withdraws an interconnect",
      description =
          "Removes the peerings node by node. The interconnect is deleted when all clusters have"
              + " left. Until then it can be read.")
  @APIResponse(responseCode = "202", description = "It is being withdrawn")
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(responseCode = "409", description = "A rollout of it is in progress")
  public Response withdraw(@PathParam("name") String name) {
    return switch (interconnects.withdraw(name)) {
      case Interconnects.Withdrawing(Interconnect interconnect, List<Rollout> rollouts) ->
          accepted(
              InterconnectAnswer.of(
                  interconnect, afterwards(name), List.of(), ids(rollouts), List.of()));
      case Interconnects.Outcome other -> throw refusal(other);
    };
  }

  @POST
  @Path("/{name}/retry")
  @Operation(
      operationId = "retryInterconnect",
      summary = "Starts new rollouts for the clusters whose last rollout stopped")
  @APIResponse(responseCode = "202", description = "New rollouts have started")
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(responseCode = "409", description = "No rollout of it stopped")
  public Response retry(@PathParam("name") String name) {
    return switch (interconnects.retry(name)) {
      case Interconnects.Retrying(Interconnect interconnect, List<Rollout> rollouts) ->
          accepted(
              InterconnectAnswer.of(
                  interconnect, afterwards(name), List.of(), ids(rollouts), List.of()));
      case Interconnects.Outcome other -> throw refusal(other);
    };
  }

  private InterconnectAnswer answer(Interconnect interconnect) {
    return InterconnectAnswer.of(interconnect, conditions.of(interconnect.name()));
  }

  /**
   * The conditions after a change. It is made, and is answered as made even when the database has
   * gone away since: they are left out then, as before they are first worked out.
   */
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

  private static List<String> ids(List<Rollout> rollouts) {
    return rollouts.stream().map(Rollout::id).toList();
  }

  private static Response accepted(InterconnectAnswer answer) {
    return Response.accepted(answer).location(URI.create(PATH + answer.name())).build();
  }

  private static ProblemException refusal(Interconnects.Outcome outcome) {
    return switch (outcome) {
      case Interconnects.NameTaken _ ->
          ProblemException.conflict(
              "interconnect-exists",
              "An interconnect of this name exists already.",
              "Withdraw it first (DELETE /api/v1/interconnects/{name}), or use another name.");
      case Interconnects.Blocked(List<Violation> violations) ->
          Problems.refused("preflight-blocked", "Preflight blocked", violations);
      case Interconnects.Unknown _ -> Problems.noInterconnect();
      case Interconnects.Busy(List<Rollout> rollouts) -> Problems.busy(rollouts);
      case Interconnects.NothingFailed _ ->
          ProblemException.conflict(
              "nothing-to-retry",
              "No rollout of this interconnect stopped.",
              "GET /api/v1/interconnects/{name} shows its conditions.");
      case Interconnects.Declared _,
          Interconnects.Changed _,
          Interconnects.WouldDo _,
          Interconnects.Withdrawing _,
          Interconnects.Retrying _ ->
          throw new IllegalStateException("no refusal: " + outcome);
    };
  }
}
