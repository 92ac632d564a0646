package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.kubernetes.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Makes and removes objects with our label. One without it is never touched. */
final class OwnObjects {
  static final String MANAGER = "podspan";

  private final CustomObjects objects;

  OwnObjects(CustomObjects objects) {
    this.objects = objects;
  }

  /** Ours of this name; empty if there is none, or one that is not ours. */
  Optional<GenericKubernetesResource> own(Kind kind, String name) {
    return objects.named(kind, name).filter(OwnObjects::isOurs);
  }

  /** Whether somebody else has an object of this name. */
  boolean isTaken(Kind kind, String name) {
    return objects.named(kind, name).filter(object -> !isOurs(object)).isPresent();
  }

  static boolean isOurs(GenericKubernetesResource object) {
    return CustomObjects.interconnect(object).isPresent();
  }

  /** Ours of this name stays as it is: somebody may have given it a Secret. */
  void make(Kind kind, GenericKubernetesResource wanted) {
    if (own(kind, wanted.getMetadata().getName()).isEmpty()) {
      objects.create(kind, wanted);
    }
  }

  /**
   * Writes the fields that somebody changed, and no other.
   *
   * @return why not, if the object is not as it was when that was planned
   */
  Optional<String> write(EditedObject edited) {
    Optional<GenericKubernetesResource> there = own(edited.type(), edited.name());
    if (there.isEmpty()) {
      return Optional.of(edited.shown() + " is not there any more");
    }
    Map<?, ?> spec = Fields.map(there.get().getAdditionalProperties().get("spec"));
    SpecDifference difference = edited.difference();
    if (difference.isDoneIn(spec)) {
      return Optional.empty();
    }
    if (!difference.isOpenIn(spec)) {
      return Optional.of("somebody changed " + edited.shown() + " again");
    }
    objects.replace(
        edited.type(),
        new GenericKubernetesResourceBuilder(there.get())
            .addToAdditionalProperties("spec", difference.in(spec))
            .build());
    return Optional.empty();
  }

  void remove(Kind kind, String name) {
    own(kind, name).ifPresent(object -> objects.delete(kind, object));
  }

  GenericKubernetesResource advertisement(String interconnect, boolean pools) {
    return resource(
        CiliumApi.ADVERTISEMENT,
        PeeringChange.advertisement(interconnect),
        interconnect,
        Specs.advertisement(pools));
  }

  GenericKubernetesResource peerConfig(CiliumPeer peer, long localAsn) {
    return resource(
        CiliumApi.PEER_CONFIG, peer.name(), peer.interconnect(), Specs.peerConfig(peer, localAsn));
  }

  /** The one of the cluster, with the peers of all interconnects. */
  GenericKubernetesResource clusterConfig(
      String interconnect, long localAsn, List<Object> peers, Selection selection) {
    Map<String, Object> instance = new TreeMap<>();
    instance.put("name", ClusterConfig.OURS);
    instance.put("localASN", localAsn);
    instance.put("peers", peers);
    Map<String, Object> spec = new TreeMap<>();
    spec.put("bgpInstances", List.of(instance));
    if (!selection.isAll()) {
      spec.put("nodeSelector", selection.selector());
    }
    return resource(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS, interconnect, spec);
  }

  static Map<String, Object> peer(CiliumPeer peer) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("name", peer.name());
    fields.put("peerAddress", peer.address());
    fields.put("peerASN", peer.asn());
    fields.put("peerConfigRef", Map.of("name", peer.name()));
    return fields;
  }

  /** The peers of the one instance that we make, as they are there. */
  static List<?> peers(GenericKubernetesResource clusterConfig) {
    List<?> instances = Fields.list(Spec.field(clusterConfig, "bgpInstances"));
    return instances.isEmpty()
        ? List.of()
        : Fields.list(Fields.map(instances.getFirst()).get("peers"));
  }

  private GenericKubernetesResource resource(
      Kind kind, String name, String interconnect, Map<String, Object> spec) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(objects.apiVersion())
        .withKind(kind.kind())
        .withNewMetadata()
        .withName(name)
        .addToLabels(CustomObjects.OURS, interconnect)
        .addToLabels("app.kubernetes.io/managed-by", MANAGER)
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
