package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.Spec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The CiliumBGPPeerConfigs of a cluster, and our CiliumBGPAdvertisements. Pure.
 *
 * @param peerConfigs by name, those of others too: a peer of ours may name one
 * @param advertisements by interconnect
 */
record OwnedObjects(
    Map<String, GenericKubernetesResource> peerConfigs,
    Map<String, GenericKubernetesResource> advertisements) {
  OwnedObjects {
    peerConfigs = Map.copyOf(peerConfigs);
    advertisements = Map.copyOf(advertisements);
  }

  static OwnedObjects of(
      Collection<GenericKubernetesResource> peerConfigs,
      Collection<GenericKubernetesResource> advertisements) {
    Map<String, GenericKubernetesResource> configs = new HashMap<>();
    peerConfigs.forEach(object -> configs.put(object.getMetadata().getName(), object));
    Map<String, GenericKubernetesResource> own = new HashMap<>();
    advertisements.forEach(
        object ->
            CustomObjects.interconnect(object)
                .filter(
                    interconnect ->
                        PeeringChange.advertisement(interconnect)
                            .equals(object.getMetadata().getName()))
                .ifPresent(interconnect -> own.put(interconnect, object)));
    return new OwnedObjects(configs, own);
  }

  /** The interconnects that have their advertisement. */
  Set<String> advertised() {
    return advertisements.keySet();
  }

  Optional<GenericKubernetesResource> advertisement(String interconnect) {
    return Optional.ofNullable(advertisements.get(interconnect));
  }

  /** Ours of this name. */
  Optional<GenericKubernetesResource> peerConfig(String name) {
    return Optional.ofNullable(peerConfigs.get(name)).filter(OwnObjects::isOurs);
  }

  /** As it is there. */
  Optional<GenericKubernetesResource> find(EditedObject edited) {
    return edited.type().equals(CiliumApi.PEER_CONFIG)
        ? peerConfig(edited.name())
        : advertisements.values().stream()
            .filter(object -> object.getMetadata().getName().equals(edited.name()))
            .findFirst();
  }

  /** The interconnects of our CiliumBGPPeerConfigs, by the names of these. */
  Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    peerConfigs.forEach(
        (name, config) ->
            CustomObjects.interconnect(config)
                .ifPresent(interconnect -> owners.put(name, interconnect)));
    return owners;
  }

  /** The interconnect that a CiliumBGPPeerConfig of ours is of. */
  Optional<String> owner(String name) {
    return peerConfig(name).flatMap(CustomObjects::interconnect);
  }

  /** Whether this CiliumBGPPeerConfig is of this interconnect. */
  boolean isOf(String interconnect, String name) {
    return owner(name).filter(interconnect::equals).isPresent();
  }

  /** The port that a CiliumBGPPeerConfig names. */
  Optional<Integer> port(String name) {
    return Optional.ofNullable(peerConfigs.get(name))
        .map(config -> Fields.number(Fields.map(Spec.field(config, "transport")).get("peerPort")))
        .filter(port -> port > 0)
        .map(Long::intValue);
  }

  /** The Secret that a CiliumBGPPeerConfig names. */
  Optional<String> secret(String name) {
    return Optional.ofNullable(secrets().get(name));
  }

  /** The Secrets that CiliumBGPPeerConfigs name, by the names of these. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new HashMap<>();
    peerConfigs.forEach(
        (name, config) -> {
          String secret = Spec.text(config, "authSecretRef");
          if (!secret.isEmpty()) {
            secrets.put(name, secret);
          }
        });
    return secrets;
  }
}
