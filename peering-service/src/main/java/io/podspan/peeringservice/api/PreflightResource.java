package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.InterconnectRequest;
import io.podspan.peeringservice.peering.intent.Reflectors;
import io.podspan.peeringservice.peering.intent.Rehearsal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Preflight over REST. */
@Path("/api/v1/preflight")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Interconnects", description = "Which clusters are joined, and their conditions")
public class PreflightResource {
  private static final String EXAMPLE =
      """
      {"name": "europe", "clusters": ["paris", "london"],
       "reflectors": [{"name": "reflector", "address": "192.0.2.1", "port": 179, "asn": 64512}]}
      """;
  private static final String ANSWER =
      """
      {"name": "europe", "outcome": "caution",
       "counts": {"pass": 45, "caution": 1, "unchecked": 0, "block": 0},
       "checks": [{"check": "graceful-restart", "outcome": "caution", "code": "graceful-restart-off",
         "where": "clusters/paris",
         "evidence": "kube-router runs without --bgp-graceful-restart.",
         "whatToDo": "Set --bgp-graceful-restart=true first if that is too long.",
         "docs": "docs/preflight.md#graceful-restart"}],
       "plans": [{"cluster": "paris", "driver": "kube-router-flags",
         "changes": ["+ --peer-router-ips=192.0.2.1", "+ --peer-router-asns=64512"],
         "nodes": ["paris-n1"], "cautions": []}],
       "routes": {"added": 1, "taken": 0, "clusters": [{"cluster": "paris", "nodes": 1,
         "named": ["paris-n1"], "added": {"count": 1, "named": [{"prefix": "10.2.1.0/24",
           "nextHop": "198.18.0.21", "from": "london/london-n1"}]},
         "taken": {"count": 0, "named": []}}]}}
      """;

  private final Rehearsal rehearsal;
  private final Reflectors reflectors;

  @Inject
  public PreflightResource(Rehearsal rehearsal, Reflectors reflectors) {
    this.rehearsal = rehearsal;
    this.reflectors = reflectors;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "preflight",
      summary = "What an interconnect would do, and what stands against it",
      description =
          "Runs every check and changes nothing. It answers also where a check blocks, and for an"
              + " interconnect that is declared already, as if it became the given one. The checks are"
              + " described in docs/preflight.md.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = InterconnectBody.class),
              examples = @ExampleObject(name = "two clusters", value = EXAMPLE)))
  @APIResponse(
      responseCode = "200",
      description = "What was found",
      content =
          @Content(
              schema = @Schema(implementation = PreflightAnswer.class),
              examples = @ExampleObject(name = "a caution", value = ANSWER)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(responseCode = "422", description = "A reflector is named that is not declared")
  public PreflightAnswer preflight(@Nullable InterconnectBody body) {
    InterconnectRequest request = Fields.body(body).checked(reflectors::reflector);
    return PreflightAnswer.of(request, rehearsal.of(request));
  }
}
