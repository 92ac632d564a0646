package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.cilium.ClusterConfig.Peer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which of our objects are not as we write them. Pure.
 *
 * @param ours what is there
 * @param settings of the agents
 * @param keys the Secrets of reflectors' keys
 */
record PeeringEdits(OwnedObjects ours, CiliumSettings settings, KeyPlan keys) {
  private static final List<String> SPEC = List.of("f:spec");

  /**
   * @param peers that are there, by the reflector
   * @param interconnects whose advertisements stay
   */
  List<EditedObject> of(Aim aim, Map<Reflector, Peer> peers, Collection<String> interconnects) {
    List<EditedObject> edits = new ArrayList<>();
    interconnects.forEach(
        interconnect -> ours.advertisement(interconnect).flatMap(this::edit).ifPresent(edits::add));
    peers.forEach(
        (reflector, peer) ->
            ours.peerConfig(peer.configRef())
                .flatMap(object -> edit(CiliumApi.PEER_CONFIG, object, spec(aim, reflector, peer)))
                .ifPresent(edits::add));
    return edits;
  }

  /** Where it is not known whether there are pools, one without them is as good. */
  private Optional<EditedObject> edit(GenericKubernetesResource advertisement) {
    Optional<EditedObject> edit =
        edit(CiliumApi.ADVERTISEMENT, advertisement, Specs.advertisement(settings.hasPools()));
    return settings.addressing() instanceof Unknown<String>
        ? edit.filter(
            edited -> !SpecDifference.of(edited.present(), Specs.advertisement(false)).isNone())
        : edit;
  }

  /**
   * Whether it is an advertisement as we wrote it before the cluster moved to the other mode of its
   * addresses: nobody changed it.
   */
  boolean isOutdated(EditedObject edited) {
    return edited.type().equals(CiliumApi.ADVERTISEMENT)
        && SpecDifference.of(edited.present(), Specs.advertisement(!settings.hasPools())).isNone()
        && ours.find(edited)
            .flatMap(object -> ObjectOwner.strangerOf(object.getMetadata(), SPEC))
            .isEmpty();
  }

  private Map<String, Object> spec(Aim aim, Reflector reflector, Peer peer) {
    CiliumPeer wanted =
        CiliumPeer.of(aim, reflector, null)
            .named(peer.configRef())
            .ownedBy(ours.owner(peer.configRef()).orElse(aim.interconnect()))
            .with(ours.secret(peer.configRef()).orElseGet(() -> takenOut(aim, reflector, peer)));
    return Specs.peerConfig(wanted, aim.cluster().asn());
  }

  /** The Secret of a peer that the interconnect made with one; null if it made it without. */
  private @Nullable String takenOut(Aim aim, Reflector reflector, Peer peer) {
    KeySecret key = keys.of(reflector);
    return key != null && ours.isOf(aim.interconnect(), peer.configRef()) ? key.name() : null;
  }

  private static Optional<EditedObject> edit(
      Kind kind, GenericKubernetesResource object, Map<String, Object> wanted) {
    Map<String, Object> present = new TreeMap<>();
    Fields.map(object.getAdditionalProperties().get("spec"))
        .forEach((field, value) -> present.put(Fields.text(field), value));
    present.values().removeIf(value -> value == null);
    present.keySet().retainAll(wanted.keySet());
    return SpecDifference.of(present, wanted).isNone()
        ? Optional.empty()
        : Optional.of(
            new EditedObject(kind.kind(), object.getMetadata().getName(), present, wanted));
  }
}
