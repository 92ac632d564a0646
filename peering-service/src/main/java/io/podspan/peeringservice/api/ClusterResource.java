package io.podspan.peeringservice.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.podspan.peeringservice.peering.DnsLabel;
import io.podspan.peeringservice.peering.KnownCluster;
import io.podspan.peeringservice.peering.Registration;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.drift.Leftover;
import io.podspan.peeringservice.peering.intent.Clusters;
import io.podspan.peeringservice.peering.intent.Effect;
import io.podspan.peeringservice.peering.intent.ForcedWithdrawals;
import io.podspan.peeringservice.peering.intent.Guard;
import io.podspan.peeringservice.peering.router.Routers;
import io.podspan.servicekit.conditional.Conditions;
import io.podspan.servicekit.conditional.MergePatch;
import io.podspan.servicekit.conditional.Patching;
import io.podspan.servicekit.conditional.Seen;
import io.podspan.servicekit.door.caller.Role;
import io.podspan.servicekit.lists.ListParams;
import io.podspan.servicekit.lists.MemoryList;
import io.podspan.servicekit.lists.Page;
import io.podspan.servicekit.lists.Place;
import io.podspan.servicekit.lists.Values;
import io.podspan.servicekit.once.IdempotencyKey;
import io.podspan.servicekit.once.Once;
import io.podspan.servicekit.parameters.DryRun;
import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
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

  private static final MemoryList<KnownCluster> LIST =
      MemoryList.by("name", KnownCluster::name)
          .sort("registeredAt", known -> Place.key(known.registeredAt()))
          .sort("readAt", known -> Place.key(known.readAt()))
          .sort("asn", known -> Place.key(known.cluster().asn()))
          .filter(
              "name", Values.matching("a name", DnsLabel::matches), known -> List.of(known.name()))
          .filter(
              "cni",
              Values.matching("the kind of a router, such as kube-router", DnsLabel::matches),
              known -> List.of(known.cluster().cni().name()))
          .filter(
              "asn",
              Values.matching("an AS number", text -> text.matches("[1-9][0-9]{0,9}")),
              known -> List.of(Long.toString(known.cluster().asn())));

  private static final String EXAMPLE_PATCH =
      """
      {"access": {"kubeconfig": "paris-2"}, "asn": null}
      """;

  private final Clusters clusters;
  private final ForcedWithdrawals leftovers;
  private final Routers routers;
  private final Once once;
  private final ObjectMapper json;

  @Inject
  public ClusterResource(
      Clusters clusters,
      ForcedWithdrawals leftovers,
      Routers routers,
      Once once,
      ObjectMapper json) {
    this.once = once;
    this.leftovers = leftovers;
    this.clusters = clusters;
    this.routers = routers;
    this.json = json;
  }

  @GET
  @Operation(
      operationId = "listClusters",
      summary = "Registered clusters, by name",
      description = "Sorted by name, registeredAt, readAt or asn.")
  @Parameter(
      name = "name",
      in = ParameterIn.QUERY,
      description = "Only the cluster of this name; may be repeated",
      example = "paris",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "cni",
      in = ParameterIn.QUERY,
      description = "Only with routers of this kind; may be repeated",
      example = "calico",
      schema = @Schema(type = SchemaType.STRING))
  @Parameter(
      name = "asn",
      in = ParameterIn.QUERY,
      description = "Only with this AS number; may be repeated",
      example = "64512",
      schema = @Schema(type = SchemaType.STRING))
  @APIResponse(responseCode = "200", description = "One page")
  @APIResponse(responseCode = "400", description = "A parameter cannot be used")
  public Page<ClusterAnswer> list(@BeanParam ListParams parameters) {
    Page<KnownCluster> page = LIST.page(clusters.all(), parameters);
    List<String> names = page.items().stream().map(KnownCluster::name).toList();
    List<Leftover> left = leftovers.in(names);
    return page.with(clusters.named(names)).map(known -> answer(known, left));
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
  @APIResponse(
      responseCode = "409",
      description = "The name is taken, or the cluster has another name already")
  @APIResponse(
      responseCode = "422",
      description =
          "The cluster's API cannot be used, or the cluster cannot be joined; or the Idempotency-Key"
              + " is of another request")
  public Response register(@BeanParam IdempotencyKey key, @Nullable ClusterBody body) {
    Registration said = Fields.body(body).checked(routers.kinds());
    return once.answer(
        key,
        "registerCluster",
        body,
        outcome -> outcome instanceof Clusters.Registered(var cluster) ? created(cluster) : null,
        () -> register(said));
  }

  private Response register(Registration said) {
    return switch (clusters.register(said)) {
      case Clusters.Registered(KnownCluster cluster) -> created(cluster);
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
  @APIResponse(responseCode = "304", description = "Nothing has changed (If-None-Match)")
  public Response one(@PathParam("name") String name, @BeanParam Seen seen) {
    KnownCluster cluster = clusters.named(name).orElseThrow(Problems::noCluster);
    return seen.answer(Tags.of(cluster), answer(cluster));
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
  @APIResponse(responseCode = "409", description = "The kubeconfig leads to another cluster")
  @APIResponse(responseCode = "422", description = "Its API cannot be used")
  public ClusterAnswer refresh(@PathParam("name") String name) {
    return switch (clusters.refresh(name)) {
      case Clusters.Refreshed(KnownCluster cluster, _) -> answer(cluster);
      case Clusters.Outcome other -> throw refusal(other);
    };
  }

  @PUT
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putCluster",
      summary = "Registers a cluster, or replaces what was said of it",
      description =
          "The cluster is read again with what the body says; what the body leaves out is read from"
              + " its API. With dryRun nothing is changed, and the answer is what would be.")
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
      responseCode = "200",
      description = "Replaced, or what would be in a dry run",
      content = @Content(schema = @Schema(implementation = ClusterAnswer.class)))
  @APIResponse(
      responseCode = "201",
      description = "Registered; Location names it",
      content = @Content(schema = @Schema(implementation = ClusterAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(
      responseCode = "409",
      description = "It is another cluster than the one of this name, or an interconnect has it")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(
      responseCode = "422",
      description = "The cluster's API cannot be used, or the cluster cannot be joined")
  public Response put(
      @PathParam("name") String name,
      @BeanParam Conditions wanted,
      @BeanParam DryRun dryRun,
      @Nullable ClusterBody body) {
    Registration said = Fields.body(body).named(name).checked(routers.kinds());
    return put(said, dryRun.wanted(), present -> wanted.check(Tags.ofCluster(present)));
  }

  private Response put(Registration said, boolean dryRun, Guard<KnownCluster> guard) {
    return switch (clusters.put(said, dryRun, guard)) {
      case Clusters.Registered(KnownCluster cluster) -> created(cluster);
      case Clusters.Replaced(KnownCluster cluster, _) -> tagged(Response.ok(), cluster);
      case Clusters.WouldBe(KnownCluster cluster, Effect effect) ->
          Response.ok(
                  ClusterAnswer.of(
                      cluster,
                      clusters.cautions(cluster),
                      remains(cluster.name(), leftovers.in(List.of(cluster.name()))),
                      effect.name().toLowerCase(Locale.ROOT)))
              .build();
      case Clusters.Outcome other -> throw refusal(other);
    };
  }

  @PATCH
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Consumes({MergePatch.MEDIA_TYPE, MediaType.APPLICATION_JSON})
  @Operation(
      operationId = "patchCluster",
      summary = "Changes some of what was said of a cluster",
      description =
          "A JSON merge patch (RFC 7386) of its spec: a field that is not there stays as it is; null"
              + " takes away what was said, so that it is read from the cluster's API again.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MergePatch.MEDIA_TYPE,
              schema = @Schema(type = SchemaType.OBJECT),
              examples = @ExampleObject(name = "another kubeconfig", value = EXAMPLE_PATCH)))
  @APIResponse(
      responseCode = "200",
      description = "Changed, or what would be in a dry run",
      content = @Content(schema = @Schema(implementation = ClusterAnswer.class)))
  @APIResponse(responseCode = "400", description = "A field cannot be used")
  @APIResponse(
      responseCode = "409",
      description = "It is another cluster than the one of this name, or an interconnect has it")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  @APIResponse(
      responseCode = "422",
      description = "The cluster's API cannot be used, or the cluster cannot be joined")
  public Response patch(
      @PathParam("name") String name,
      @BeanParam Conditions wanted,
      @BeanParam DryRun dryRun,
      byte @Nullable [] patch)
      throws IOException {
    boolean dry = dryRun.wanted();
    byte[] given = Fields.body(patch);
    return Patching.of(
        () -> clusters.named(name).orElseThrow(Problems::noCluster),
        (before, now) -> now != null && now.said().equals(before.said()),
        (base, unchanged) ->
            put(
                MergePatch.apply(json, ClusterBody.of(base.said()), given, ClusterBody.class)
                    .named(name)
                    .checked(routers.kinds()),
                dry,
                present -> {
                  wanted.check(Tags.ofCluster(present));
                  unchanged.check(present);
                }));
  }

  @DELETE
  @RolesAllowed(Role.ADMIN_NAME)
  @Path("/{name}")
  @Operation(operationId = "removeCluster", summary = "Forgets a cluster")
  @APIResponse(responseCode = "204", description = "Forgotten")
  @APIResponse(responseCode = "404", description = "No cluster of this name")
  @APIResponse(responseCode = "409", description = "An interconnect has it")
  @APIResponse(responseCode = "412", description = "Somebody has changed it meanwhile (If-Match)")
  public void remove(@PathParam("name") String name, @BeanParam Conditions wanted) {
    Clusters.Outcome outcome =
        clusters.remove(name, present -> wanted.check(Tags.ofCluster(present)));
    if (!(outcome instanceof Clusters.Removed)) {
      throw refusal(outcome);
    }
  }

  private Response created(KnownCluster cluster) {
    return tagged(Response.created(URI.create("/api/v1/clusters/" + cluster.name())), cluster);
  }

  private Response tagged(Response.ResponseBuilder response, KnownCluster cluster) {
    ClusterAnswer answer = answer(cluster);
    return response
        .header(HttpHeaders.ETAG, Tags.of(cluster).shownAs(answer).header())
        .entity(answer)
        .build();
  }

  private ClusterAnswer answer(KnownCluster known) {
    return answer(known, leftovers.in(List.of(known.name())));
  }

  private ClusterAnswer answer(KnownCluster known, List<Leftover> left) {
    return ClusterAnswer.of(known, clusters.cautions(known), remains(known.name(), left));
  }

  private static List<LeftoverAnswer> remains(String cluster, List<Leftover> left) {
    return left.stream()
        .filter(each -> each.cluster().equals(cluster))
        .flatMap(LeftoverAnswer::of)
        .toList();
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
      case Clusters.NotThisOne(Violation why) ->
          ProblemException.conflict(why.code(), why.detail(), why.nextStep());
      case Clusters.InUse(List<String> interconnects) ->
          ProblemException.conflict(
              "cluster-in-use",
              "The cluster is part of the interconnect " + String.join(", ", interconnects) + ".",
              "Withdraw it first (DELETE /api/v1/interconnects/{name}).");
      case Clusters.Registered _,
          Clusters.Refreshed _,
          Clusters.Replaced _,
          Clusters.WouldBe _,
          Clusters.Removed _ ->
          throw new IllegalStateException("no refusal: " + outcome);
    };
  }
}
