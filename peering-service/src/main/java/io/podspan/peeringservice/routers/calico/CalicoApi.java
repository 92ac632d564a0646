package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.Access;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Calico's objects in one cluster, in the group that its API server serves them in. */
final class CalicoApi {
  /** The label of our objects. Its value is the interconnect. */
  static final String OURS = "podspan.io/interconnect";

  static final Kind PEER = new Kind("BGPPeer", "bgppeers");
  static final Kind POOL = new Kind("IPPool", "ippools");
  static final Kind CONFIGURATION = new Kind("BGPConfiguration", "bgpconfigurations");
  static final Kind AFFINITY = new Kind("BlockAffinity", "blockaffinities");

  private final ClusterCalls calls;
  private final Access access;
  private final Group group;

  private CalicoApi(ClusterCalls calls, Access access, Group group) {
    this.calls = calls;
    this.access = access;
    this.group = group;
  }

  /**
   * Where Calico's objects are. The definitions of its own components go first: they need nothing
   * but the API server. The other group is served by a server of Calico's that may be away, or, in
   * releases that have no others, by definitions too.
   */
  enum Group {
    OWN("crd.projectcalico.org", "v1"),
    PUBLIC("projectcalico.org", "v3");

    private final String group;
    private final String version;

    Group(String group, String version) {
      this.group = group;
      this.version = version;
    }

    String group() {
      return group;
    }

    String version() {
      return version;
    }

    String apiVersion() {
      return group + "/" + version;
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
  }

  /** A kind of Calico object, by its names in the API. */
  record Kind(String kind, String plural) {}

  /** As the API server says. Where it serves neither group, calls answer as for the first one. */
  static CalicoApi of(ClusterCalls calls, Access access) {
    for (Group group : Group.values()) {
      if (served(calls, access, group).contains(PEER.plural())) {
        return new CalicoApi(calls, access, group);
      }
    }
    return new CalicoApi(calls, access, Group.OWN);
  }

  private static Set<String> served(ClusterCalls calls, Access access, Group group) {
    return calls
        .askOptional(
            access,
            "get",
            "the resources of " + group.apiVersion(),
            client -> client.getApiResources(group.apiVersion()))
        .map(APIResourceList::getResources)
        .orElse(List.of())
        .stream()
        .map(APIResource::getName)
        .collect(Collectors.toSet());
  }

  Group group() {
    return group;
  }

  private String resource(Kind kind) {
    return kind.plural() + "." + group.group();
  }

  List<GenericKubernetesResource> list(Kind kind) {
    return calls.ask(access, "list", resource(kind), client -> items(client, kind));
  }

  /** Empty also if the kind is not served or may not be read. */
  List<GenericKubernetesResource> listOptional(Kind kind) {
    return calls
        .askOptional(access, "list", resource(kind), client -> items(client, kind))
        .orElse(List.of());
  }

  private List<GenericKubernetesResource> items(KubernetesClient client, Kind kind) {
    return ObjectList.whole(client.genericKubernetesResources(group.context(kind)));
  }

  Optional<GenericKubernetesResource> named(Kind kind, String name) {
    return Optional.ofNullable(
        calls.ask(
            access,
            "get",
            resource(kind),
            client -> client.genericKubernetesResources(group.context(kind)).withName(name).get()));
  }

  /**
   * @throws ClusterCalls.ConflictException if there is one of this name
   */
  void create(Kind kind, GenericKubernetesResource object) {
    String path =
        "/apis/"
            + group.apiVersion()
            + "/"
            + kind.plural()
            + "?fieldManager="
            + ClusterCalls.FIELD_MANAGER;
    calls.ask(access, "create", resource(kind), client -> client.raw(path, "POST", object));
  }

  /**
   * Deletes it as it was read, or not at all.
   *
   * @throws ClusterCalls.ConflictException if somebody changed it since
   */
  void delete(Kind kind, GenericKubernetesResource read) {
    String path =
        "/apis/" + group.apiVersion() + "/" + kind.plural() + "/" + read.getMetadata().getName();
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
  static Optional<String> interconnect(GenericKubernetesResource object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
    return Optional.ofNullable(labels.get(OURS));
  }
}
