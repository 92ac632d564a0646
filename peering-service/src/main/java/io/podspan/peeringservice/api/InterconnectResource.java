package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.DnsLabel;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.intent.Guard;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.conditional.Seen;
import io.podspan.servicekit.lists.ListParams;
import io.podspan.servicekit.lists.MemoryList;
import io.podspan.servicekit.lists.Page;
import io.podspan.servicekit.lists.Place;
import io.podspan.servicekit.lists.Values;
import io.podspan.servicekit.once.IdempotencyKey;
import io.podspan.servicekit.once.Once;
import io.podspan.servicekit.parameters.DryRun;
import io.podspan.servicekit.parameters.Force;
import io.podspan.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
  static final String EXAMPLE =
      """
      {"name": "europe", "clusters": ["paris", "london"],
       "reflectors": [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}],
       "dryRun": false}
      """;
  private static final String EXAMPLE_NAMED =
      """
      {"name": "europe", "clusters": ["paris", "london"], "reflectors": ["rr1", "rr2"]}
      """;
  static final String BLOCKED =
      """
      {"type": "/problems/preflight-blocked", "title": "Preflight blocked", "status": 422,
       "detail": "The pod CIDR 10.1.0.0/16 of paris overlaps 10.1.0.0/16 of lyon. Nothing was changed.",
       "nextStep": "Leave one of the two out, or rebuild it with another pod CIDR.",
       "violations": [{"code": "overlapping-pod-cidrs", "where": "clusters/paris,clusters/lyon",
         "detail": "The pod CIDR 10.1.0.0/16 of paris overlaps 10.1.0.0/16 of lyon.",
         "nextStep": "Leave one of the two out, or rebuild it with another pod CIDR."}]}
      """;

  private static final Values NAME = Values.matching("a name", DnsLabel::matches);
  private static final MemoryList<Interconnect> LIST =
      MemoryList.by("name", Interconnect::name)
          .sort("declaredAt", interconnect -> Place.key(interconnect.declaredAt()))
          .filter("name", NAME, interconnect -> List.of(interconnect.name()))
          .filter("cluster", NAME, Interconnect::clusters)
          .filter(
              "reflector",
              NAME,
              interconnect -> interconnect.reflectors().stream().map(Reflector::name).toList())
          .filter(
              "withdrawing",
              Values.TRUTH,
              interconnect -> List.of(Boolean.toString(interconnect.withdrawing())));

  private final Interconnects interconnects;
  private final Reflectors reflectors;
  private final ForcedDoor forced;
  private final InterconnectAnswers answers;
  private final Once once;

  @Inject
  public InterconnectResource(
      Interconnects interconnects,
      Reflectors reflectors,
      InterconnectAnswers answers,
      Once once,
      ForcedDoor forced) {
    this.once = once;
    this.reflectors = reflectors;
    this.forced = forced;
    this.interconnects = interconnects;
    this.answers = answers;
  }

  @GET
  @Operation(
      operationId = "listInterconnects",
      summary = "Interconnects with their conditions, by name",
      description = "Sorted by name or declaredAt.")
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Only the interconnect of this name; may be repeated",
      example = "europe",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "cluster",
      in = ParameterIn.QUERY,
      description = "Only with this cluster; may be repeated",
      example = "paris",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "reflector",
      in = ParameterIn.QUERY,
      description = "Only with this reflector; may be repeated",
      example = "reflector",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "withdrawing",
      in = ParameterIn.QUERY,
      description = "Only those that are being withdrawn, or only the others",
      example = "false",
      schema = @Schema(type = SchemaType.BOOLEAN))
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "400", description = "A parameter cannot be used")
  public Page<InterconnectAnswer> list(@BeanParam ListParams parameters) {
    return LIST.page(interconnects.all(), parameters).map(answers::of);
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
              examples = {
                @ExampleObject(name = "two clusters", value = EXAMPLE),
                @ExampleObject(name = "through declared reflectors", value = EXAMPLE_NAMED)
              }))
  @APIResponse(
      responseCode = "202",
      description = "Declared. Location is its address; its conditions say how far it is",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(
      responseCode = "200",
      description = "The plan of a dry run",
      content = @Content(schema = @Schema(implementation = DryRunAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "409", description = "The name is taken")
  @APIResponse(
      responseCode = "422",
      description =
          "Preflight is blocked, or a reflector is named that is not declared; nothing was changed",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "overlap", value = BLOCKED)))
  public Response declare(
      @BeanParam IdempotencyKey key, @BeanParam DryRun dryRun, @Nullable InterconnectBody body) {
    InterconnectBody given = Fields.body(body);
    boolean dry = dryRun.wanted() || given.isDryRun();
    return once.answer(
        key,
        "declareInterconnect",
        body,
        outcome ->
            outcome instanceof Interconnects.Declared made
                ? InterconnectAnswers.accepted(made)
                : null,
        () -> declare(given.checked(reflectors::reflector), dry));
  }

  private Response declare(InterconnectRequest request, boolean dryRun) {
    return switch (interconnects.declare(request, dryRun)) {
      case Interconnects.Declared made -> InterconnectAnswers.accepted(made);
      case Interconnects.WouldDo(List<ClusterPlan> plans, List<Finding> findings) ->
          answers.wouldDo(request, plans, findings);
      case Interconnects.Outcome other -> throw InterconnectAnswers.refusal(other);
    };
  }

  @GET
  @Path("/{name}")
  @Operation(operationId = "getInterconnect", summary = "One interconnect with its conditions")
  @APIResponse(
      responseCode = "200",
      description = "The interconnect",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(responseCode = "304", description = "Nothing has changed (If-None-Match)")
  public Response one(@PathParam("name") String name, @BeanParam Seen seen) {
    Interconnect interconnect = interconnects.named(name).orElseThrow(Problems::noInterconnect);
    return seen.answer(Tags.of(interconnect), answers.of(interconnect));
  }

  @DELETE
  @Path("/{name}")
  @Operation(
      operationId = "withdrawInterconnect",
      summary = "Withdraws an interconnect",
      description =
          "Removes the peerings node by node. The interconnect is deleted when all clusters have"
              + " left. Until then it can be read. With force (role admin) it is deleted at once: no"
              + " cluster is asked or changed, and the answer lists what each may have still.")
  @APIResponse(
      responseCode = "202",
      description = "It is being withdrawn",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(
      responseCode = "200",
      description = "It was withdrawn by force",
      content = @Content(schema = @Schema(implementation = ForcedAnswer.class)))
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(
      responseCode = "409",
      description =
          "A rollout of it is in progress, or routers would keep the former key of a reflector")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  public Response withdraw(
      @PathParam("name") String name, @BeanParam Force force, @BeanParam Conditions wanted) {
    Guard<Interconnect> guard = present -> wanted.check(Tags.ofInterconnect(present));
    if (force.wanted()) {
      return forced.withdraw(name, guard);
    }
    return switch (interconnects.withdraw(name, guard)) {
      case Interconnects.Withdrawing(Interconnect interconnect, List<Rollout> rollouts) ->
          answers.accepted(interconnect, rollouts);
      case Interconnects.Outcome other -> throw InterconnectAnswers.refusal(other);
    };
  }

  @POST
  @Path("/{name}/retry")
  @Operation(
      operationId = "retryInterconnect",
      summary = "Starts new rollouts for the clusters whose last rollout stopped")
  @APIResponse(
      responseCode = "202",
      description = "New rollouts have started",
      content = @Content(schema = @Schema(implementation = InterconnectAnswer.class)))
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(responseCode = "409", description = "No rollout of it stopped")
  @APIResponse(responseCode = "422", description = "The Idempotency-Key is of another request")
  public Response retry(@PathParam("name") String name, @BeanParam IdempotencyKey key) {
    return once.answer(
        key,
        "retryInterconnect " + name,
        null,
        outcome -> outcome instanceof Interconnects.Retrying made ? retrying(made) : null,
        () -> retry(name));
  }

  private Response retry(String name) {
    return switch (interconnects.retry(name)) {
      case Interconnects.Retrying made -> retrying(made);
      case Interconnects.Outcome other -> throw InterconnectAnswers.refusal(other);
    };
  }

  private Response retrying(Interconnects.Retrying made) {
    return answers.accepted(made.interconnect(), made.rollouts());
  }
}
