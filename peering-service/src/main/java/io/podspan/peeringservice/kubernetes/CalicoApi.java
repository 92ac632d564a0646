package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.podspan.peeringservice.peering.Access;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calico's objects: in the group that its own components use, {@code crd.projectcalico.org/v1},
 * which every installation serves.
 */
@ApplicationScoped
public class CalicoApi {
  static final String GROUP = "crd.projectcalico.org";

  /** The label of what is ours; its value is the interconnect. */
  static final String OURS = "podspan.io/interconnect";

  static final Kind PEER = new Kind("BGPPeer", "bgppeers");
  static final Kind POOL = new Kind("IPPool", "ippools");
  static final Kind CONFIGURATION = new Kind("BGPConfiguration", "bgpconfigurations");
  static final Kind AFFINITY = new Kind("BlockAffinity", "blockaffinities");

  private final ClusterCalls calls;

  @Inject
  public CalicoApi(ClusterCalls calls) {
    this.calls = calls;
  }

  /** A kind of Calico's, by the names that the API has for it. */
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

  /** Empty also when the kind is not served or may not be read. */
  List<GenericKubernetesResource> listOptional(Access access, Kind kind) {
    return calls
        .askOptional(access, "list", kind.resource(), client -> items(client, kind))
        .orElse(List.of());
  }

  private static List<GenericKubernetesResource> items(KubernetesClient client, Kind kind) {
    return client.genericKubernetesResources(kind.context()).list().getItems();
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

  /** A field of the object's spec. */
  static @Nullable Object spec(GenericKubernetesResource object, String field) {
    Object spec = object.getAdditionalProperties().get("spec");
    return spec instanceof Map<?, ?> fields ? fields.get(field) : null;
  }

  static Optional<String> label(GenericKubernetesResource object) {
    Map<String, String> labels =
        Objects.requireNonNullElse(object.getMetadata().getLabels(), Map.<String, String>of());
    return Optional.ofNullable(labels.get(OURS));
  }
}
