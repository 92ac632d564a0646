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
  /** So that a session comes back soon after its reflector; Cilium's own is 120 s. */
  private static final int CONNECT_RETRY_SECONDS = 5;

  /** As far as a packet goes: the reflector may be in another subnet. */
  private static final int ANY_HOPS = 255;

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

  void remove(Kind kind, String name) {
    own(kind, name).ifPresent(object -> objects.delete(kind, object));
  }

  GenericKubernetesResource advertisement(String interconnect) {
    return resource(
        CiliumApi.ADVERTISEMENT,
        PeeringChange.advertisement(interconnect),
        interconnect,
        Map.of("advertisements", List.of(Map.of("advertisementType", "PodCIDR"))));
  }

  GenericKubernetesResource peerConfig(CiliumPeer peer, long localAsn) {
    Map<String, Object> spec = new TreeMap<>();
    spec.put("transport", Map.of("peerPort", peer.port()));
    spec.put("timers", Map.of("connectRetryTimeSeconds", CONNECT_RETRY_SECONDS));
    spec.put("gracefulRestart", Map.of("enabled", true));
    spec.put(
        "families",
        List.of(
            Map.of(
                "afi",
                peer.family(),
                "safi",
                "unicast",
                "advertisements",
                Map.of("matchLabels", Map.of(CustomObjects.OURS, peer.interconnect())))));
    if (peer.asn() != localAsn) {
      spec.put("ebgpMultihop", ANY_HOPS);
    }
    if (peer.secret() != null) {
      spec.put("authSecretRef", peer.secret());
    }
    return resource(CiliumApi.PEER_CONFIG, peer.name(), peer.interconnect(), spec);
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
        .addToLabels("app.kubernetes.io/managed-by", "podspan")
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
