package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster-wide objects of one API group that routers follow, in one cluster. */
public final class CustomObjects {
  /** The label of our objects. Its value is the interconnect. */
  public static final String OURS = "podspan.io/interconnect";

  /**
   * The arguments of {@code kubectl} that delete an object if it is ours still: somebody may run
   * them much later, when the name is another one's.
   */
  public static String deletion(String resource, String name) {
    return "delete " + resource + " -l " + OURS + " --field-selector metadata.name=" + name;
  }

  private final ClusterCalls calls;
  private final Access access;
  private final String group;
  private final String version;

  public CustomObjects(ClusterCalls calls, Access access, String group, String version) {
    this.calls = calls;
    this.access = access;
    this.group = group;
    this.version = version;
  }

  /** A kind of object, by its names in the API. */
  public record Kind(String kind, String plural) {}

  /** The plurals that the API server serves of this group and version; empty if it has none. */
  public static Set<String> served(ClusterCalls calls, Access access, String apiVersion) {
    return calls
        .askOptional(
            access,
            "get",
            "the resources of " + apiVersion,
            client -> client.getApiResources(apiVersion))
        .map(APIResourceList::getResources)
        .orElse(List.of())
        .stream()
        .map(APIResource::getName)
        .collect(Collectors.toSet());
  }

  public String apiVersion() {
    return group + "/" + version;
  }

  private String resource(Kind kind) {
    return kind.plural() + "." + group;
  }

  private ResourceDefinitionContext context(Kind kind) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion(version)
        .withKind(kind.kind())
        .withPlural(kind.plural())
        .withNamespaced(false)
        .build();
  }

  public List<GenericKubernetesResource> list(Kind kind) {
    return calls.ask(access, "list", resource(kind), client -> items(client, kind));
  }

  /** All of them; ours with who wrote them. */
  public List<GenericKubernetesResource> listWithWriters(Kind kind) {
    return calls.ask(access, "list", resource(kind), client -> itemsWithWriters(client, kind));
  }

  /** The same; empty also if the kind is not served or may not be read. */
  public List<GenericKubernetesResource> listOptionalWithWriters(Kind kind) {
    return calls
        .askOptional(access, "list", resource(kind), client -> itemsWithWriters(client, kind))
        .orElse(List.of());
  }

  private List<GenericKubernetesResource> itemsWithWriters(KubernetesClient client, Kind kind) {
    return ObjectList.read(
        client.genericKubernetesResources(context(kind)),
        CustomObjects::withWritersOfOurs,
        object -> Serialization.asJson(object).length());
  }

  private static GenericKubernetesResource withWritersOfOurs(GenericKubernetesResource object) {
    if (interconnect(object).isEmpty()) {
      object.getMetadata().setManagedFields(null);
    }
    return object;
  }

  /** Empty also if the kind is not served or may not be read. */
  public List<GenericKubernetesResource> listOptional(Kind kind) {
    return calls
        .askOptional(access, "list", resource(kind), client -> items(client, kind))
        .orElse(List.of());
  }

  /** None if the kind is not served; unknown if they may not be read. */
  public Answer<List<GenericKubernetesResource>> listIfServed(Kind kind) {
    try {
      return new Known<>(list(kind), kind.plural());
    } catch (ClusterFaultException e) {
      if (e.fault() instanceof ClusterFault.Forbidden) {
        return new Unknown<>("the user of the kubeconfig may not list " + resource(kind));
      }
      if (e.fault() instanceof ClusterFault.Rejected) {
        return new Known<>(List.of(), "the API server has none");
      }
      throw e;
    }
  }

  private List<GenericKubernetesResource> items(KubernetesClient client, Kind kind) {
    return ObjectList.whole(client.genericKubernetesResources(context(kind)));
  }

  public Optional<GenericKubernetesResource> named(Kind kind, String name) {
    return Optional.ofNullable(
        calls.ask(
            access,
            "get",
            resource(kind),
            client -> client.genericKubernetesResources(context(kind)).withName(name).get()));
  }

  /**
   * @throws ClusterCalls.ConflictException if there is one of this name
   */
  public void create(Kind kind, GenericKubernetesResource object) {
    String path = path(kind) + "?fieldManager=" + ClusterCalls.FIELD_MANAGER;
    calls.ask(access, "create", resource(kind), client -> client.raw(path, "POST", object));
  }

  /** The same, without being kept. */
  public void rehearse(Kind kind, GenericKubernetesResource object) {
    String path = path(kind) + "?dryRun=All&fieldManager=" + ClusterCalls.FIELD_MANAGER;
    calls.ask(access, "create", resource(kind), client -> client.raw(path, "POST", object));
  }

  /**
   * @param context whether it is kept
   * @throws ClusterCalls.ConflictException if a test of the patch fails
   */
  public void patch(Kind kind, String name, ObjectPatch patch, PatchContext context) {
    calls.ask(
        access,
        "patch",
        resource(kind),
        client ->
            client
                .genericKubernetesResources(context(kind))
                .withName(name)
                .patch(context, patch.json()));
  }

  /**
   * Puts this in the place of what has its name and resource version.
   *
   * @throws ClusterCalls.ConflictException if somebody changed it since
   */
  public void replace(Kind kind, GenericKubernetesResource object) {
    String path =
        path(kind)
            + "/"
            + object.getMetadata().getName()
            + "?fieldManager="
            + ClusterCalls.FIELD_MANAGER;
    calls.ask(access, "update", resource(kind), client -> client.raw(path, "PUT", object));
  }

  private String path(Kind kind) {
    return "/apis/" + apiVersion() + "/" + kind.plural();
  }

  /**
   * Deletes it as it was read, or not at all.
   *
   * @throws ClusterCalls.ConflictException if somebody changed it since
   */
  public void delete(Kind kind, GenericKubernetesResource read) {
    String path = path(kind) + "/" + read.getMetadata().getName();
    calls.unlessGone(
        access,
        "delete",
        resource(kind),
        client ->
            client.raw(
                path,
                "DELETE",
                new DeleteOptionsBuilder()
                    .withApiVersion("v1")
                    .withNewPreconditions()
                    .withUid(read.getMetadata().getUid())
                    .withResourceVersion(read.getMetadata().getResourceVersion())
                    .endPreconditions()
                    .build()));
  }

  /** The interconnect in our label; empty if the object is not ours. */
  public static Optional<String> interconnect(GenericKubernetesResource object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
    return Optional.ofNullable(labels.get(OURS));
  }
}
