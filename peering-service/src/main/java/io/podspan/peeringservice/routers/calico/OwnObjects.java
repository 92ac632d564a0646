package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Cidrs;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.routers.calico.CalicoApi.Group;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes and removes objects with our label. One without it is never touched. */
final class OwnObjects {
  /** As whose our objects are labelled. */
  static final String MANAGER = "podspan";

  private final CalicoApi calico;

  OwnObjects(CalicoApi calico) {
    this.calico = calico;
  }

  /** What came of making an object. */
  enum Made {
    NOW,
    /** It was there as it is to be. */
    BEFORE,
    /** There is another one of this name. */
    TAKEN
  }

  Made make(PoolObject pool) {
    return make(CalicoApi.POOL, resource(calico.group(), pool));
  }

  Made make(PeerObject peer) {
    return make(CalicoApi.PEER, resource(calico.group(), peer));
  }

  Made make(Kind kind, GenericKubernetesResource wanted) {
    Optional<GenericKubernetesResource> present =
        calico.named(kind, wanted.getMetadata().getName());
    if (present.isEmpty()) {
      calico.create(kind, wanted);
      return Made.NOW;
    }
    return isOurs(present.get()) && isLike(kind, present.get(), wanted) ? Made.BEFORE : Made.TAKEN;
  }

  /**
   * Writes what makes the session of this peer, and keeps all else of it. It is made anew, because
   * Podspan has no right to update one. Where it is gone already, only that was done before.
   *
   * @return why not, if the peer is not as it was when that was planned
   */
  Optional<String> write(EditedPeer edited) {
    Optional<GenericKubernetesResource> found = calico.named(CalicoApi.PEER, edited.name());
    if (found.isEmpty() && edited.whole() != null) {
      calico.create(CalicoApi.PEER, made(edited, edited.whole()));
      return Optional.empty();
    }
    if (found.isEmpty() || !isOurs(found.get())) {
      return Optional.of("the BGPPeer " + edited.name() + " is not there any more");
    }
    BgpPeer there = BgpPeer.of(found.get());
    if (EditedPeer.isSession(there, edited.wanted(), edited.present())) {
      return Optional.empty();
    }
    if (!EditedPeer.isSession(there, edited.present(), edited.wanted())) {
      return Optional.of("somebody changed the BGPPeer " + edited.name() + " again");
    }
    makeAnew(found.get(), made(edited, WholePeer.of(found.get())));
    return Optional.empty();
  }

  /** By hand, both steps are said together. */
  private void makeAnew(GenericKubernetesResource present, GenericKubernetesResource wanted) {
    List<String> first = List.of();
    try {
      calico.delete(CalicoApi.PEER, present);
    } catch (ByHandException e) {
      first = e.commands();
    }
    RouterSecrets.byHand(
        first,
        List.of(),
        () -> {
          calico.create(CalicoApi.PEER, wanted);
          return Made.NOW;
        });
  }

  private GenericKubernetesResource made(EditedPeer edited, WholePeer whole) {
    Map<String, Object> spec = new HashMap<>(whole.spec());
    spec.put("peerIP", edited.wanted().peerIp());
    spec.put("asNumber", edited.wanted().asn());
    KeySecret key = edited.wanted().key();
    if (key != null) {
      spec.put("password", password(key));
    } else if (edited.present().key() != null) {
      spec.remove("password");
    }
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(calico.group().apiVersion())
        .withKind(CalicoApi.PEER.kind())
        .withNewMetadata()
        .withName(edited.name())
        .withLabels(whole.labels())
        .withAnnotations(whole.annotations())
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }

  private static Map<String, Object> password(KeySecret key) {
    return Map.of("secretKeyRef", Map.of("name", key.name(), "key", KeySecret.FIELD));
  }

  /** Ours of this name; empty if there is none, or one that is not ours. */
  Optional<GenericKubernetesResource> own(Kind kind, String name) {
    return calico.named(kind, name).filter(OwnObjects::isOurs);
  }

  /** Whether somebody else has an object of this name. */
  boolean isTaken(Kind kind, String name) {
    return calico.named(kind, name).filter(object -> !isOurs(object)).isPresent();
  }

  /** Whether this pool cannot be made: somebody else's has its name, or one of other addresses. */
  boolean isTaken(PoolObject pool) {
    return calico
        .named(CalicoApi.POOL, pool.name())
        .filter(object -> !isOurs(object) || !isOf(object, pool.cidr()))
        .isPresent();
  }

  /** Ours of this name with these addresses; one of other addresses is not the one to go. */
  void remove(PoolObject pool) {
    own(CalicoApi.POOL, pool.name())
        .filter(object -> isOf(object, pool.cidr()))
        .ifPresent(object -> calico.delete(CalicoApi.POOL, object));
  }

  /** Whether there was one, which is gone now. */
  boolean remove(Kind kind, String name) {
    Optional<GenericKubernetesResource> present = own(kind, name);
    present.ifPresent(object -> calico.delete(kind, object));
    return present.isPresent();
  }

  static boolean isOurs(GenericKubernetesResource object) {
    return CalicoApi.interconnect(object).isPresent();
  }

  private static boolean isLike(
      Kind kind, GenericKubernetesResource present, GenericKubernetesResource wanted) {
    return kind.equals(CalicoApi.PEER)
        ? BgpPeer.of(present).isLike(BgpPeer.of(wanted))
        : isOf(present, Spec.text(wanted, "cidr"));
  }

  private static boolean isOf(GenericKubernetesResource pool, String cidr) {
    String own = Spec.text(pool, "cidr");
    return own.equals(cidr)
        || Cidrs.normalised(cidr)
            .filter(p -> Cidrs.normalised(own).equals(Optional.of(p)))
            .isPresent();
  }

  static GenericKubernetesResource resource(Group group, PoolObject pool) {
    Map<String, Object> spec =
        Map.of(
            "cidr", pool.cidr(), "disabled", true, "natOutgoing", false, "disableBGPExport", true);
    return resource(group, CalicoApi.POOL, pool.name(), pool.interconnect(), spec);
  }

  static GenericKubernetesResource resource(Group group, PeerObject peer) {
    Map<String, Object> spec = new HashMap<>();
    spec.put("peerIP", peer.peerIp());
    spec.put("asNumber", peer.asn());
    if (peer.selector() != null) {
      spec.put("nodeSelector", peer.selector());
    }
    if (peer.key() != null) {
      spec.put("password", password(peer.key()));
    }
    if (peer.filter() != null) {
      spec.put("filters", List.of(peer.filter()));
    }
    return resource(group, CalicoApi.PEER, peer.name(), peer.interconnect(), spec);
  }

  static GenericKubernetesResource resource(Group group, FilterRules rules, String interconnect) {
    return resource(group, CalicoApi.FILTER, FilterRules.NAME, interconnect, rules.spec());
  }

  static GenericKubernetesResource resource(
      Group group, Kind kind, String name, String interconnect, Map<String, Object> spec) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(group.apiVersion())
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
