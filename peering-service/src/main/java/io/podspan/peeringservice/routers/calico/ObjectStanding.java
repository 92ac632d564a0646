package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.kubernetes.ObjectOwner;
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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The BGPPeers, IPPools and the BGPFilter that we made. A reflector whose peer somebody else had
 * made needs some peer still. The filter follows what the cluster is joined with: where it is
 * behind and nobody else wrote it, the intent became another one.
 *
 * @param group where the API serves them
 * @param filter ours; empty if there is none
 * @param configuration the BGPConfiguration named default
 * @param keys where the Secrets of reflectors' keys are, and which are gone
 */
record ObjectStanding(
    Group group,
    List<GenericKubernetesResource> peers,
    List<GenericKubernetesResource> pools,
    Optional<GenericKubernetesResource> filter,
    Optional<GenericKubernetesResource> configuration,
    KeyPlace keys)
    implements Standing {
  ObjectStanding {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
  }

  @Override
  public List<Drift> drift(Aim aim, List<RouterChange> written) {
    Collection<CalicoObject> ours = ObjectRemains.left(written);
    List<Drift> drift = new ArrayList<>();
    ours.forEach(object -> of(object, aim).ifPresent(drift::add));
    aim.wanted().stream()
        .filter(reflector -> ours.stream().noneMatch(object -> isFor(object, reflector)))
        .filter(reflector -> peers.stream().map(BgpPeer::of).noneMatch(p -> isOfAll(p, reflector)))
        .map(ObjectStanding::noPeer)
        .forEach(drift::add);
    keys.lost(aim.wanted()).stream().map(ObjectStanding::noSecret).forEach(drift::add);
    ofFilter(aim).ifPresent(drift::add);
    new ServiceStanding(configuration).drift(aim, written).ifPresent(drift::add);
    return drift;
  }

  private Optional<Drift> ofFilter(Aim aim) {
    if (peers.stream().map(BgpPeer::of).noneMatch(BgpPeer::filtered)) {
      return Optional.empty();
    }
    FilterRules wanted = FilterRules.of(aim, announces(aim));
    String name = "BGPFilter " + FilterRules.NAME;
    if (filter.isEmpty()) {
      return Optional.of(new Drift(name, List.of("- " + wanted.shown()), null, null));
    }
    return changer()
        .filter(_ -> !FilterRules.of(filter.get()).isLike(wanted))
        .map(
            by ->
                new Drift(
                    name,
                    List.of("- " + wanted.shown(), "+ " + FilterRules.of(filter.get()).shown()),
                    by,
                    owner(filter.get())));
  }

  /** Whether the routers are to announce more than pods. */
  private boolean announces(Aim aim) {
    return CalicoReading.announcesOthers(configuration)
        || ServiceRanges.of(configuration).isAny()
        || (aim.wishes().services() && !aim.cluster().serviceCidrs().isEmpty());
  }

  /** Who only labels it has no part in its rules. */
  private Optional<String> changer() {
    return filter.flatMap(o -> ObjectOwner.strangerOf(o.getMetadata(), List.of("f:spec")));
  }

  @Override
  public boolean isOutdated(Aim aim) {
    boolean behind =
        filter
            .filter(_ -> changer().isEmpty())
            .filter(object -> !FilterRules.of(object).isLike(FilterRules.of(aim, announces(aim))))
            .isPresent();
    return behind || lacksPools(aim);
  }

  /** Without one, what goes to these addresses is masqueraded. */
  private boolean lacksPools(Aim aim) {
    List<ObjectReading.Pool> all = pools.stream().map(ObjectReading.Pool::of).toList();
    return aim.others().stream()
        .flatMap(cluster -> cluster.joinedCidrs().stream())
        .anyMatch(cidr -> all.stream().noneMatch(pool -> pool.covers(cidr)));
  }

  static Drift.@Nullable Owner owner(GenericKubernetesResource object) {
    return ObjectOwner.of(object.getMetadata())
        .filter(owner -> !owner.name().equals(OwnObjects.MANAGER))
        .map(ObjectOwner::toOwner)
        .orElse(null);
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

  private static Drift noSecret(KeySecret key) {
    return new Drift(key.shown(), List.of("- " + key.shown()), null, null);
  }

  private Optional<Drift> of(CalicoObject object, Aim aim) {
    return switch (object) {
      case PeerObject peer ->
          aim.wanted().stream().anyMatch(reflector -> isFor(peer, reflector))
              ? compared("BGPPeer ", object, peers, OwnObjects.resource(group, peer))
              : Optional.empty();
      case PoolObject pool -> compared("IPPool ", object, pools, OwnObjects.resource(group, pool));
    };
  }

  private static Optional<Drift> compared(
      String kind,
      CalicoObject object,
      List<GenericKubernetesResource> all,
      GenericKubernetesResource wanted) {
    Optional<GenericKubernetesResource> found =
        all.stream().filter(o -> object.name().equals(o.getMetadata().getName())).findFirst();
    if (found.isEmpty()) {
      return Optional.of(drift(kind, object, List.of(), null));
    }
    List<String> instead = ObjectDifference.of(found.get(), wanted);
    return instead.isEmpty()
        ? Optional.empty()
        : Optional.of(drift(kind, object, instead, found.get()));
  }

  private static Drift drift(
      String kind,
      CalicoObject object,
      List<String> instead,
      @Nullable GenericKubernetesResource present) {
    List<String> difference =
        Stream.concat(
                Stream.of("- " + object.shown()), instead.stream().map(clause -> "+ " + clause))
            .toList();
    if (present == null) {
      return new Drift(kind + object.name(), difference, null, null);
    }
    return new Drift(
        kind + object.name(),
        difference,
        ObjectOwner.changerOf(present.getMetadata(), List.of("f:spec")).orElse(null),
        owner(present));
  }
}
