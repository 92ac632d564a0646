package io.podspan.peeringservice.routers.calico;

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

/**
 * Calico's objects, in the group that its own components use: {@code crd.projectcalico.org/v1}.
 * Every installation serves it.
 */
final class CalicoApi {
  static final String GROUP = "crd.projectcalico.org";

  /** The label of our objects. Its value is the interconnect. */
  static final String OURS = "podspan.io/interconnect";

  static final Kind PEER = new Kind("BGPPeer", "bgppeers");
  static final Kind POOL = new Kind("IPPool", "ippools");
  static final Kind CONFIGURATION = new Kind("BGPConfiguration", "bgpconfigurations");
  static final Kind AFFINITY = new Kind("BlockAffinity", "blockaffinities");

  private final ClusterCalls calls;

  CalicoApi(ClusterCalls calls) {
    this.calls = calls;
  }

  /** A kind of Calico object, by its names in the API. */
  record Kind(String kind, String plural) {
    ResourceDefinitionContext context() {
      return new ResourceDefinitionContext.Builder()
          .withGroup(GROUP)
          .withVersion("v1")
          .withKind(kind)
          .withPlural(plural)
          .withNamespaced(false)
          .build();
    }

    String resource() {
      return plural + "." + GROUP;
    }
  }

  List<GenericKubernetesResource> list(Access access, Kind kind) {
    return calls.ask(access, "list", kind.resource(), client -> items(client, kind));
  }

  /** Empty also if the kind is not served or may not be read. */
  List<GenericKubernetesResource> listOptional(Access access, Kind kind) {
    return calls
        .askOptional(access, "list", kind.resource(), client -> items(client, kind))
        .orElse(List.of());
  }

  private static List<GenericKubernetesResource> items(KubernetesClient client, Kind kind) {
    return ObjectList.whole(client.genericKubernetesResources(kind.context()));
  }

  Optional<GenericKubernetesResource> named(Access access, Kind kind, String name) {
    return Optional.ofNullable(
        calls.ask(
            access,
            "get",
            kind.resource(),
            client -> client.genericKubernetesResources(kind.context()).withName(name).get()));
  }

  void create(Access access, Kind kind, GenericKubernetesResource object) {
    calls.ask(
        access,
        "create",
        kind.resource(),
        client -> client.genericKubernetesResources(kind.context()).resource(object).create());
  }

  void delete(Access access, Kind kind, String name) {
    calls.unlessGone(
        access,
        "delete",
        kind.resource(),
        client -> client.genericKubernetesResources(kind.context()).withName(name).delete());
  }

  /** The interconnect in our label; empty if the object is not ours. */
  static Optional<String> interconnect(GenericKubernetesResource object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
    return Optional.ofNullable(labels.get(OURS));
  }
}
