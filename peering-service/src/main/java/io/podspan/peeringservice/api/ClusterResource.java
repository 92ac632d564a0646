package io.podspan.peeringservice.api;

import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.servicekit.door.caller.Role;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
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

/** Clusters over REST. */
@Path("/api/v1/clusters")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Clusters", description = "The Kubernetes clusters that can be joined")
public class ClusterResource {
  private static final String EXAMPLE =
      """
      {"name": "paris", "access": {"kubeconfig": "paris"}}
      """;
  private static final String EXAMPLE_SAID =
      """
      {"name": "tokyo", "access": {"kubeconfig": "asia", "context": "tokyo"}, "cni": "calico",
       "asn": 64512, "podCidrs": ["10.3.0.0/16"], "serviceCidrs": ["10.103.0.0/16"]}
      """;

  private final Clusters clusters;
  private final Routers routers;

  @Inject
  public ClusterResource(Clusters clusters, Routers routers) {
    this.clusters = clusters;
    this.routers = routers;
  }

  @GET
  @Operation(operationId = "listClusters", summary = "All registered clusters, by name")
  public List<ClusterAnswer> list() {
    return clusters.all().stream().map(this::answer).toList();
  }

  @POST
  @RolesAllowed(Role.ADMIN_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "registerCluster",
      summary = "Registers a cluster",
      description =
          "Reads nodes, pod and service CIDRs, CNI and AS number through the cluster's API; what"
              + " the request says goes before what is read. The answer's origins say where each"
              + " value was learned.")
  @RequestBody(
      required = true,
      content =
          @Content(
              schema = @Schema(implementation = ClusterBody.class),
              examples = {
                @ExampleObject(name = "all is read", value = EXAMPLE),
                @ExampleObject(name = "some is said", value = EXAMPLE_SAID)
              }))
  @APIResponse(
      responseCode = "201",
      description = "Registered; Location names it",
      content = @Content(schema = @Schema(implementation = ClusterAnswer.class)))
  @APIResponse(
      responseCode = "400",
      description = "A field cannot be used",
      content =
          @Content(
              mediaType = Problem.MEDIA_TYPE,
              schema = @Schema(implementation = Problem.class)))
  @APIResponse(responseCode = "409", description = "The name is taken")
  @APIResponse(
      responseCode = "422",
      description = "The cluster's API cannot be used, or the cluster cannot be joined")
  public Response register(@Nullable ClusterBody body) {
    return switch (clusters.register(Fields.body(body).checked(routers.kinds()))) {
      case Clusters.Registered(KnownCluster cluster) ->
          Response.created(URI.create("/api/v1/clusters/" + cluster.name()))
              .entity(answer(cluster))
              .build();
      case Clusters.Outcome other -> throw refusal(other);
    };
  }

  @GET
  @Path("/{name}")
  @Operation(operationId = "getCluster", summary = "One cluster")
  @APIResponse(
      responseCode = "200",
      description = "The cluster",
      content = @Content(schema = @Schema(implementation = ClusterAnswer.class)))
  @APIResponse(responseCode = "404", description = "No cluster of this name")
  public ClusterAnswer one(@PathParam("name") String name) {
    return clusters.named(name).map(this::answer).orElseThrow(Problems::noCluster);
  }

  @POST
  @Path("/{name}/refresh")
  @Operation(
      operationId = "refreshCluster",
      summary = "Reads a cluster again",
      description = "Tells ClusterChanged when it looks different than before.")
  @APIResponse(
      responseCode = "200",
      description = "The cluster as it is now",
      content = @Content(schema = @Schema(implementation = ClusterAnswer.class)))
  @APIResponse(responseCode = "404", description = "No cluster of this name")
  @APIResponse(responseCode = "422", description = "Its API cannot be used")
  public ClusterAnswer refresh(@PathParam("name") String name) {
    return switch (clusters.refresh(name)) {
      case Clusters.Refreshed(KnownCluster cluster, _) -> answer(cluster);
      case Clusters.Outcome other -> throw refusal(other);
    };
  }

  @DELETE
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Operation(operationId = "removeCluster", summary = "Forgets a cluster")
  @APIResponse(responseCode = "204", description = "Forgotten")
  @APIResponse(responseCode = "404", description = "No cluster of this name")
  @APIResponse(responseCode = "409", description = "An interconnect has it")
  public void remove(@PathParam("name") String name) {
    Clusters.Outcome outcome = clusters.remove(name);
    if (!(outcome instanceof Clusters.Removed)) {
      throw refusal(outcome);
    }
  }

  private ClusterAnswer answer(KnownCluster known) {
    return ClusterAnswer.of(known, clusters.cautions(known.cluster()));
  }

  private static ProblemException refusal(Clusters.Outcome outcome) {
    return switch (outcome) {
      case Clusters.NameTaken _ ->
          ProblemException.conflict(
              "cluster-exists",
              "A cluster of this name is registered already.",
              "Refresh it (POST /api/v1/clusters/{name}/refresh), or use another name.");
      case Clusters.Unusable(List<Violation> violations) ->
          Problems.refused("unusable-cluster", "Cluster cannot be joined", violations);
      case Clusters.Unknown _ -> Problems.noCluster();
      case Clusters.InUse(List<String> interconnects) ->
          ProblemException.conflict(
              "cluster-in-use",
              "The cluster is part of the interconnect " + String.join(", ", interconnects) + ".",
              "Withdraw it first (DELETE /api/v1/interconnects/{name}).");
      case Clusters.Registered _, Clusters.Refreshed _, Clusters.Removed _ ->
          throw new IllegalStateException("no refusal: " + outcome);
    };
  }
}
