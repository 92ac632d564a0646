package io.podspan.peeringservice.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.intent.Guard;
import io.podspan.peeringservice.peering.intent.InterconnectChanges;
import io.podspan.peeringservice.peering.intent.Interconnects;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.peeringservice.peering.preflight.ClusterPlan;
import io.podspan.peeringservice.peering.preflight.Finding;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.conditional.MergePatch;
import io.podspan.servicekit.conditional.Patching;
import io.podspan.servicekit.parameters.DryRun;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
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
          + " clusters that stay. podSourceAddress, onDrift and rollout are switched without a rollout.";

  private final Interconnects interconnects;
  private final InterconnectChanges changes;
  private final Reflectors reflectors;
  private final InterconnectAnswers answers;
  private final ObjectMapper json;

  @Inject
  public InterconnectChangeResource(
      Interconnects interconnects,
      InterconnectChanges changes,
      Reflectors reflectors,
      InterconnectAnswers answers,
      ObjectMapper json) {
    this.interconnects = interconnects;
    this.changes = changes;
    this.reflectors = reflectors;
    this.answers = answers;
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
      description =
          "Changed, or as it was already, or the plan of a dry run with the routes that it would bring",
      content = @Content(schema = @Schema(implementation = DryRunAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(
      responseCode = "409",
      description =
          "Rollouts of it are in progress, it is being withdrawn, or routers would keep the former"
              + " key of a reflector")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(
      responseCode = "422",
      description =
          "Preflight is blocked, or a reflector is named that is not declared; nothing was changed",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class),
              examples = @ExampleObject(name = "overlap", value = InterconnectResource.BLOCKED)))
  public Response replace(
      @PathParam("name") String name,
      @BeanParam DryRun dryRun,
      @BeanParam Conditions wanted,
      @Nullable InterconnectBody body) {
    InterconnectBody given = Fields.body(body).named(name);
    InterconnectRequest request = given.checked(reflectors::reflector);
    boolean dry = dryRun.wanted() || given.isDryRun();
    InterconnectChanges.Outcome outcome = changes.change(request, dry, guard(wanted));
    if (!(outcome instanceof InterconnectChanges.Unknown)) {
      return answers.of(request, outcome);
    }
    wanted.check(null);
    return declare(request, dry);
  }

  private Response declare(InterconnectRequest request, boolean dryRun) {
    return switch (interconnects.declare(request, dryRun)) {
      case Interconnects.Declared made -> answers.created(made);
      case Interconnects.WouldDo(List<ClusterPlan> plans, List<Finding> findings) ->
          answers.wouldDo(request, plans, findings);
      case Interconnects.Outcome other -> throw InterconnectAnswers.refusal(other);
    };
  }

  @PATCH
  @Path("/{name}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "changeInterconnect",
      summary = "Changes what a JSON merge patch names (RFC 7386)",
      description =
          "The patch is applied to what was asked for: clusters, reflectors, podSourceAddress, rollout,"
              + " onDrift, peersBy, serviceAddresses. A list is replaced as a whole. null takes a"
              + " field away. "
              + DESCRIPTION)
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InterconnectBody.class),
              examples = @ExampleObject(name = "a third cluster", value = PATCHED)))
  @APIResponse(
      responseCode = "200",
      description =
          "Changed, or as it was already, or the plan of a dry run with the routes that it would bring",
      content = @Content(schema = @Schema(implementation = DryRunAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "404", description = "No interconnect of this name")
  @APIResponse(
      responseCode = "409",
      description =
          "Rollouts of it are in progress, it is being withdrawn, or routers would keep the former"
              + " key of a reflector")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(
      responseCode = "422",
      description =
          "Preflight is blocked, or a reflector is named that is not declared; nothing was changed")
  public Response change(
      @PathParam("name") String name,
      @BeanParam DryRun dryRun,
      @BeanParam Conditions wanted,
      byte @Nullable [] patch)
      throws IOException {
    byte[] given = Fields.body(patch);
    boolean dry = dryRun.wanted();
    return Patching.of(
        () -> interconnects.named(name).orElseThrow(() -> unknown(wanted)),
        InterconnectChangeResource::asksForTheSame,
        (base, unchanged) -> {
          InterconnectBody patched =
              MergePatch.apply(json, InterconnectBody.of(base), given, InterconnectBody.class)
                  .named(name);
          InterconnectRequest request = patched.checked(reflectors::reflector);
          return answers.of(
              request,
              changes.change(
                  request,
                  dry || patched.isDryRun(),
                  present -> {
                    wanted.check(Tags.ofInterconnect(present));
                    unchanged.check(present);
                  }));
        });
  }

  /** What was patched is still what is asked for. Rollouts and what leaves go on by themselves. */
  private static boolean asksForTheSame(Interconnect base, @Nullable Interconnect present) {
    return present != null
        && base.declaredAt().equals(present.declaredAt())
        && InterconnectBody.of(base).equals(InterconnectBody.of(present));
  }

  /** 404, or 412 for a caller who knew it. */
  private static ProblemException unknown(Conditions wanted) {
    wanted.check(null);
    return Problems.noInterconnect();
  }

  private static Guard<Interconnect> guard(Conditions wanted) {
    return present -> wanted.check(Tags.ofInterconnect(present));
  }
}
