package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.DeclaredReflector;
import io.podspan.peeringservice.peering.DnsLabel;
import io.podspan.peeringservice.peering.ReflectorSaid;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.conditional.Seen;
import io.podspan.servicekit.door.caller.Role;
import io.podspan.servicekit.lists.ListParams;
import io.podspan.servicekit.lists.MemoryList;
import io.podspan.servicekit.lists.Page;
import io.podspan.servicekit.lists.Place;
import io.podspan.servicekit.lists.Values;
import io.podspan.servicekit.once.IdempotencyKey;
import io.podspan.servicekit.once.Once;
import io.podspan.servicekit.problem.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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

/** Reflectors over REST; {@link ReflectorChangeResource} changes them. */
@Path("/api/v1/reflectors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reflectors", description = "The reflectors that interconnects may name")
public class ReflectorResource {
  static final String EXAMPLE =
      """
      {"name": "rr1", "address": "192.0.2.1"}
      """;
  static final String EXAMPLE_ELSEWHERE =
      """
      {"name": "frr", "address": "192.0.2.9", "port": 179, "asn": 64512, "runs": "elsewhere"}
      """;

  private static final MemoryList<DeclaredReflector> LIST =
      MemoryList.by("name", DeclaredReflector::name)
          .sort("declaredAt", reflector -> Place.key(reflector.declaredAt()))
          .sort("asn", reflector -> Place.key(reflector.said().asn()))
          .filter(
              "name",
              Values.matching("a name", DnsLabel::matches),
              reflector -> List.of(reflector.name()))
          .filter(
              "asn",
              Values.matching("an AS number", text -> text.matches("[1-9][0-9]{0,9}")),
              reflector -> List.of(Long.toString(reflector.said().asn())))
          .filter(
              "runs",
              Values.matching(
                  "here or elsewhere",
                  text ->
                      text.equals(DeclaredReflectorBody.HERE)
                          || text.equals(DeclaredReflectorBody.ELSEWHERE)),
              reflector ->
                  List.of(
                      reflector.said().runsHere()
                          ? DeclaredReflectorBody.HERE
                          : DeclaredReflectorBody.ELSEWHERE));

  private final Reflectors reflectors;
  private final Once once;

  @Inject
  public ReflectorResource(Reflectors reflectors, Once once) {
    this.reflectors = reflectors;
    this.once = once;
  }

  @GET
  @Operation(
      operationId = "listReflectors",
      summary = "Declared reflectors, by name",
      description = "Sorted by name, declaredAt or asn.")
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Only the reflector of this name; may be repeated",
      example = "rr1",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "asn",
      in = ParameterIn.QUERY,
      description = "Only with this AS number; may be repeated",
      example = "64512",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "runs",
      in = ParameterIn.QUERY,
      description = "Only those that run here, or elsewhere; may be repeated",
      example = "here",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "400", description = "A parameter cannot be used")
  public Page<DeclaredReflectorAnswer> list(@BeanParam ListParams parameters) {
    Page<DeclaredReflector> page = LIST.page(reflectors.all(), parameters);
    return page.with(reflectors.look(page.items())).map(DeclaredReflectorAnswer::of);
  }

  @POST
  @RolesAllowed(Role.ADMIN_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "declareReflector",
      summary = "Declares a reflector",
      description =
          "Interconnects may then name it. One that an interconnect describes itself becomes the"
              + " declared one, if name, address, port and AS number are the same.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = DeclaredReflectorBody.class),
              examples = {
                @ExampleObject(name = "one of ours", value = EXAMPLE),
                @ExampleObject(name = "one elsewhere", value = EXAMPLE_ELSEWHERE)
              }))
  @APIResponse(
      responseCode = "201",
      description = "Declared; Location names it",
      content = @Content(schema = @Schema(implementation = DeclaredReflectorAnswer.class)))
  @APIResponse(
      responseCode = "400",
      description = "A field cannot be used",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(
      responseCode = "409",
      description = "The name is taken, or an interconnect has another reflector of this name")
  @APIResponse(
      responseCode = "422",
      description = "The key file cannot be used; or the Idempotency-Key is of another request")
  public Response declare(@BeanParam IdempotencyKey key, @Nullable DeclaredReflectorBody body) {
    ReflectorSaid said = Fields.body(body).checked();
    return once.answer(
        key,
        "declareReflector",
        body,
        outcome ->
            outcome instanceof Reflectors.Declared(var now) ? ReflectorAnswers.created(now) : null,
        () -> ReflectorAnswers.of(reflectors.declare(said)));
  }

  @GET
  @Path("/{name}")
  @Operation(operationId = "getReflector", summary = "One declared reflector with its condition")
  @APIResponse(
      responseCode = "200",
      description = "The reflector",
      content = @Content(schema = @Schema(implementation = DeclaredReflectorAnswer.class)))
  @APIResponse(responseCode = "404", description = "No reflector of this name")
  @APIResponse(responseCode = "304", description = "Nothing has changed (If-None-Match)")
  public Response one(@PathParam("name") String name, @BeanParam Seen seen) {
    Reflectors.Look now = reflectors.look(name).orElseThrow(Problems::noReflector);
    return seen.answer(Tags.of(now.reflector()), DeclaredReflectorAnswer.of(now));
  }

  @DELETE
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Operation(operationId = "removeReflector", summary = "Forgets a reflector")
  @APIResponse(responseCode = "204", description = "Forgotten")
  @APIResponse(responseCode = "404", description = "No reflector of this name")
  @APIResponse(responseCode = "409", description = "An interconnect has it")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  public void remove(@PathParam("name") String name, @BeanParam Conditions wanted) {
    ReflectorAnswers.of(
        reflectors.remove(name, present -> wanted.check(Tags.ofReflector(present))));
  }
}
