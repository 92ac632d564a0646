package io.podspan.peeringservice.api;

import io.podspan.peeringservice.api.InterconnectAnswer.CheckAnswer;
import io.podspan.peeringservice.api.InterconnectAnswer.PlanAnswer;
import io.podspan.peeringservice.api.InterconnectAnswer.ReflectorAnswer;
import io.podspan.peeringservice.peering.DnsLabel;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.conditions.Condition;
import io.podspan.peeringservice.peering.conditions.ConditionBook;
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
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
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
  static final String PATH = "/api/v1/interconnects/";
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
  private final ConditionBook conditions;
  private final Once once;

  @Inject
  public InterconnectResource(
      Interconnects interconnects,
      Reflectors reflectors,
      ConditionBook conditions,
      Once once,
      ForcedDoor forced) {
    this.once = once;
    this.reflectors = reflectors;
    this.forced = forced;
    this.interconnects = interconnects;
    this.conditions = conditions;
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
    return LIST.page(interconnects.all(), parameters).map(this::answer);
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
  public Response declare(@BeanParam IdempotencyKey key, @Nullable InterconnectBody body) {
    InterconnectBody given = Fields.body(body);
    InterconnectRequest request = given.checked(reflectors::reflector);
    return once.answer(
        key,
        "declareInterconnect",
        body,
        outcome -> outcome instanceof Interconnects.Declared made ? declared(made) : null,
        () -> declare(request, given.isDryRun()));
  }

  private Response declare(InterconnectRequest request, boolean dryRun) {
    return switch (interconnects.declare(request, dryRun)) {
      case Interconnects.Declared made -> declared(made);
      case Interconnects.WouldDo(List<ClusterPlan> plans, List<Finding> findings) ->
          Response.ok(
                  DryRunAnswer.of(dryRun(request, plans, findings), interconnects.routes(request)))
              .build();
      case Interconnects.Outcome other -> throw refusal(other);
    };
  }

  /** Its conditions are not worked out yet. */
  private static Response declared(Interconnects.Declared made) {
    return accepted(
        InterconnectAnswer.of(
            made.interconnect(), List.of(), made.plans(), ids(made.rollouts()), made.findings()));
  }

  static InterconnectAnswer dryRun(
      InterconnectRequest request, List<ClusterPlan> plans, List<Finding> findings) {
    return new InterconnectAnswer(
        request.name(),
        0,
        request.clusters(),
        request.reflectors().stream().map(ReflectorAnswer::of).toList(),
        List.of(),
        List.of(),
        false,
        request.preserveSource() ? InterconnectBody.PRESERVE : null,
        StrategyAnswer.of(request.rollout()),
        InterconnectBody.shown(request.onDrift()),
        InterconnectBody.peersBy(request.routers()),
        InterconnectBody.services(request.routers()),
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
  @APIResponse(responseCode = "304", description = "Nothing has changed (If-None-Match)")
  public Response one(@PathParam("name") String name, @BeanParam Seen seen) {
    Interconnect interconnect = interconnects.named(name).orElseThrow(Problems::noInterconnect);
    return seen.answer(Tags.of(interconnect), answer(interconnect));
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
  @APIResponse(responseCode = "409", description = "A rollout of it is in progress")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  public Response withdraw(
      @PathParam("name") String name,
      @Parameter(description = "Lets it go at once; for the role admin") @QueryParam("force")
          boolean force,
      @BeanParam Conditions wanted) {
    Guard<Interconnect> guard = present -> wanted.check(Tags.ofInterconnect(present));
    if (force) {
      return forced.withdraw(name, guard);
    }
    return switch (interconnects.withdraw(name, guard)) {
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
      case Interconnects.Outcome other -> throw refusal(other);
    };
  }

  private Response retrying(Interconnects.Retrying made) {
    return accepted(
        InterconnectAnswer.of(
            made.interconnect(),
            afterwards(made.interconnect().name()),
            List.of(),
            ids(made.rollouts()),
            List.of()));
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

  static Response tagged(
      Response.ResponseBuilder response, Interconnect interconnect, InterconnectAnswer answer) {
    return response
        .header(HttpHeaders.ETAG, Tags.of(interconnect).shownAs(answer).header())
        .entity(answer)
        .build();
  }

  static List<String> ids(List<Rollout> rollouts) {
    return rollouts.stream().map(Rollout::id).toList();
  }

  private static Response accepted(InterconnectAnswer answer) {
    return Response.accepted(answer).location(URI.create(PATH + answer.name())).build();
  }

  static ProblemException refusal(Interconnects.Outcome outcome) {
    return switch (outcome) {
      case Interconnects.NameTaken _ ->
          ProblemException.conflict(
              "interconnect-exists",
              "An interconnect of this name exists already.",
              "Change it (PUT or PATCH /api/v1/interconnects/{name}), or use another name.");
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
          Interconnects.WouldDo _,
          Interconnects.Withdrawing _,
          Interconnects.Retrying _ ->
          throw new IllegalStateException("no refusal: " + outcome);
    };
  }
}
