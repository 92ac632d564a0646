package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import io.podspan.peeringservice.routers.calico.CalicoApi.Group;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The BGPPeers and IPPools that we made. A reflector whose peer somebody else had made needs some
 * peer still.
 *
 * @param group where the API serves them
 */
record ObjectStanding(
    Group group, List<GenericKubernetesResource> peers, List<GenericKubernetesResource> pools)
    implements Standing {
  /** What of a pool of ours keeps source addresses. */
  private static final List<String> OF_POOLS =
      List.of("cidr", "disabled", "natOutgoing", "disableBGPExport");

  private static final List<String> OF_PEERS =
      List.of("peerIP", "asNumber", "nodeSelector", "node");

  ObjectStanding {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
  }

  @Override
  public List<Drift> drift(Aim aim, List<RouterChange> written) {
    Collection<CalicoObject> ours = left(written);
    List<Drift> drift = new ArrayList<>();
    ours.forEach(object -> of(object, aim).ifPresent(drift::add));
    aim.wanted().stream()
        .filter(reflector -> ours.stream().noneMatch(object -> isFor(object, reflector)))
        .filter(reflector -> peers.stream().map(BgpPeer::of).noneMatch(p -> isOfAll(p, reflector)))
        .map(ObjectStanding::noPeer)
        .forEach(drift::add);
    return drift;
  }

  /** What the changes have made and not taken away again. */
  private static Collection<CalicoObject> left(List<RouterChange> written) {
    Map<String, CalicoObject> left = new LinkedHashMap<>();
    for (RouterChange change : written) {
      if (change.driver().equals(ObjectChange.DRIVER)) {
        ObjectChange objects = ObjectChange.of(change);
        objects.deleted().forEach(object -> left.remove(key(object)));
        objects.created().forEach(object -> left.put(key(object), object));
      }
    }
    return left.values();
  }

  private static String key(CalicoObject object) {
    return object.getClass().getSimpleName() + "/" + object.name();
  }

  private static boolean isFor(CalicoObject object, Reflector reflector) {
    return object instanceof PeerObject peer && peer.peerIp().equals(reflector.endpoint());
  }

  private static boolean isOfAll(BgpPeer peer, Reflector reflector) {
    return peer.is(reflector) && !peer.isOfOneNode();
  }

  private static Drift noPeer(Reflector reflector) {
    String peer = "BGPPeer at " + reflector.endpoint();
    return new Drift(peer, List.of("- " + peer + ", asNumber " + reflector.asn()), null, null);
  }

  private Optional<Drift> of(CalicoObject object, Aim aim) {
    return switch (object) {
      case PeerObject peer ->
          aim.wanted().stream().anyMatch(reflector -> isFor(peer, reflector))
              ? compared("BGPPeer ", object, peers, OwnObjects.resource(group, peer), OF_PEERS)
              : Optional.empty();
      case PoolObject pool ->
          compared("IPPool ", object, pools, OwnObjects.resource(group, pool), OF_POOLS);
    };
  }

  private static Optional<Drift> compared(
      String kind,
      CalicoObject object,
      List<GenericKubernetesResource> all,
      GenericKubernetesResource wanted,
      List<String> fields) {
    Optional<GenericKubernetesResource> found =
        all.stream().filter(o -> object.name().equals(o.getMetadata().getName())).findFirst();
    if (found.isEmpty()) {
      return Optional.of(drift(kind, object, List.of(), null));
    }
    GenericKubernetesResource present = found.get();
    List<String> instead = new ArrayList<>();
    if (!OwnObjects.isOurs(present)) {
      instead.add("+ the label " + CustomObjects.OURS + " is gone");
    }
    fields.stream()
        .filter(field -> !text(present, field).equals(text(wanted, field)))
        .forEach(field -> instead.add("+ " + field + " " + shown(present, field)));
    if (instead.isEmpty() && !kind.equals("IPPool ") && !isLike(present, wanted)) {
      instead.add("+ it sets " + String.join(", ", BgpPeer.of(present).particulars()));
    }
    return instead.isEmpty()
        ? Optional.empty()
        : Optional.of(drift(kind, object, instead, present));
  }

  private static boolean isLike(
      GenericKubernetesResource present, GenericKubernetesResource wanted) {
    return BgpPeer.of(present).isLike(BgpPeer.of(wanted));
  }

  /** Calico's own default counts as written out. */
  private static String text(GenericKubernetesResource object, String field) {
    String text = Spec.text(object, field).replace(" ", "");
    return switch (field) {
      case "nodeSelector" -> text.isEmpty() ? "all()" : text;
      case "disabled", "natOutgoing", "disableBGPExport" -> text.isEmpty() ? "false" : text;
      default -> text;
    };
  }

  private static String shown(GenericKubernetesResource object, String field) {
    String text = text(object, field);
    return text.isEmpty() ? "is not set" : text;
  }

  private static Drift drift(
      String kind,
      CalicoObject object,
      List<String> instead,
      @Nullable GenericKubernetesResource present) {
    List<String> difference =
        Stream.concat(Stream.of("- " + object.shown()), instead.stream()).toList();
    if (present == null) {
      return new Drift(kind + object.name(), difference, null, null);
    }
    return new Drift(
        kind + object.name(),
        difference,
        ObjectOwner.changerOf(present.getMetadata(), List.of("f:spec")).orElse(null),
        ObjectOwner.of(present.getMetadata())
            .filter(owner -> !owner.name().equals(OwnObjects.MANAGER))
            .map(ObjectOwner::toOwner)
            .orElse(null));
  }
}
