package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Reflector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A CiliumBGPClusterConfig.
 *
 * @param ours whether it has our label
 * @param localAsns of its instances, without those that name none
 */
record ClusterConfig(
    String name, boolean ours, Selection selection, List<Long> localAsns, List<Peer> peers) {
  /** The name of the one that Podspan makes, and of its BGP instance. */
  static final String OURS = "podspan";

  ClusterConfig {
    localAsns = List.copyOf(localAsns);
    peers = List.copyOf(peers);
  }

  /**
   * @param configRef the name of its CiliumBGPPeerConfig; empty for none
   */
  record Peer(String name, String address, long asn, String configRef) {
    boolean isAt(String other) {
      Optional<IpAddress> here = IpAddress.parse(address);
      return here.isPresent() && here.equals(IpAddress.parse(other));
    }
  }

  static ClusterConfig of(GenericKubernetesResource object) {
    List<?> instances = Fields.list(Spec.field(object, "bgpInstances"));
    return new ClusterConfig(
        object.getMetadata().getName(),
        CustomObjects.interconnect(object).isPresent(),
        Selection.of(Spec.field(object, "nodeSelector")),
        instances.stream()
            .map(instance -> Fields.number(Fields.map(instance).get("localASN")))
            .filter(asn -> asn > 0)
            .distinct()
            .toList(),
        instances.stream()
            .flatMap(instance -> Fields.list(Fields.map(instance).get("peers")).stream())
            .map(peer -> peer(Fields.map(peer)))
            .toList());
  }

  private static Peer peer(Map<?, ?> peer) {
    return new Peer(
        Fields.text(peer.get("name")),
        Fields.text(peer.get("peerAddress")).strip(),
        Fields.number(peer.get("peerASN")),
        Fields.text(Fields.map(peer.get("peerConfigRef")).get("name")));
  }

  boolean hasPeersFor(List<Reflector> reflectors) {
    return reflectors.stream()
        .allMatch(
            reflector ->
                peers.stream()
                    .anyMatch(p -> p.isAt(reflector.address()) && p.asn() == reflector.asn()));
  }
}
