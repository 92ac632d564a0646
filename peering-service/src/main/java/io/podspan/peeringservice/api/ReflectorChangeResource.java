package io.podspan.peeringservice.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.conditional.MergePatch;
import io.podspan.servicekit.conditional.Patching;
import io.podspan.servicekit.door.caller.Role;
import io.podspan.servicekit.parameters.DryRun;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Changes of declared reflectors over REST: the whole of one, or what a patch names. */
@Path("/api/v1/reflectors")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Reflectors", description = "The reflectors that interconnects may name")
public class ReflectorChangeResource {
  private static final String PATCHED =
      """
      {"address": "192.0.2.2", "port": null}
      """;
  private static final String STAYS =
      "While an interconnect has it, its address, port, AS number and key stay. With dryRun nothing"
          + " is changed, and the answer is what would be.";

  private final Reflectors reflectors;
  private final ObjectMapper json;

  @Inject
  public ReflectorChangeResource(Reflectors reflectors, ObjectMapper json) {
    this.reflectors = reflectors;
    this.json = json;
  }

  @PUT
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putReflector",
      summary = "Declares a reflector, or replaces what was said of it",
      description = STAYS)
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = DeclaredReflectorBody.class),
              examples = @ExampleObject(name = "one of ours", value = ReflectorResource.EXAMPLE)))
  @APIResponse(
      responseCode = "200",
      description = "Replaced, or what would be in a dry run",
      content = @Content(schema = @Schema(implementation = DeclaredReflectorAnswer.class)))
  @APIResponse(
      responseCode = "201",
      description = "Declared; Location names it",
      content = @Content(schema = @Schema(implementation = DeclaredReflectorAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(
      responseCode = "409",
      description = "An interconnect has it, or has another reflector of this name")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(responseCode = "422", description = "The key file cannot be used")
  public Response put(
      @PathParam("name") String name,
      @BeanParam Conditions wanted,
      @BeanParam DryRun dryRun,
      @Nullable DeclaredReflectorBody body) {
    return ReflectorAnswers.of(
        reflectors.put(
            Fields.body(body).named(name).checked(),
            dryRun.wanted(),
            present -> wanted.check(Tags.ofReflector(present))));
  }

  @PATCH
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "patchReflector",
      summary = "Changes some of what was said of a reflector",
      description =
          "A JSON merge patch (RFC 7386) of its spec: a field that is not there stays as it is; null"
              + " takes it away, so that it is as without it. "
              + STAYS)
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MergePatch.MEDIA_TYPE,
              schema = @Schema(type = SchemaType.OBJECT),
              examples = @ExampleObject(name = "another address", value = PATCHED)))
  @APIResponse(
      responseCode = "200",
      description = "Changed, or what would be in a dry run",
      content = @Content(schema = @Schema(implementation = DeclaredReflectorAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "404", description = "No reflector of this name")
  @APIResponse(responseCode = "409", description = "An interconnect has it")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(responseCode = "422", description = "The key file cannot be used")
  public Response patch(
      @PathParam("name") String name,
      @BeanParam Conditions wanted,
      @BeanParam DryRun dryRun,
      byte @Nullable [] patch)
      throws IOException {
    boolean dry = dryRun.wanted();
    byte[] given = Fields.body(patch);
    return Patching.of(
        () -> reflectors.named(name).orElseThrow(Problems::noReflector),
        (before, now) -> before.equals(now),
        (base, unchanged) ->
            ReflectorAnswers.of(
                reflectors.put(
                    MergePatch.apply(
                            json,
                            DeclaredReflectorBody.of(base.said()),
                            given,
                            DeclaredReflectorBody.class)
                        .named(name)
                        .checked(),
                    dry,
                    present -> {
                      wanted.check(Tags.ofReflector(present));
                      unchanged.check(present);
                    })));
  }
}
