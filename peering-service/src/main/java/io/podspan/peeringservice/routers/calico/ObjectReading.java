package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Cidrs;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calico's BGPPeers and IPPools. Its routers follow them while they run.
 *
 * @param notes what else was read, for the checks of preflight
 * @param cautions risks of a change, for people
 */
record ObjectReading(
    List<BgpPeer> peers, List<Pool> pools, List<RouterNote> notes, List<Caution> cautions)
    implements RouterReading {
  ObjectReading {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
    notes = List.copyOf(notes);
    cautions = List.copyOf(cautions);
  }

  ObjectReading(List<BgpPeer> peers, List<Pool> pools) {
    this(peers, pools, List.of(), List.of());
  }

  /**
   * An IPPool.
   *
   * @param interconnect the interconnect in our label; empty if it is not ours
   */
  record Pool(String name, String cidr, Optional<String> interconnect) {
    static Pool of(GenericKubernetesResource object) {
      return new Pool(
          object.getMetadata().getName(),
          Spec.text(object, "cidr"),
          CalicoApi.interconnect(object));
    }

    boolean is(Prefix prefix) {
      return Cidrs.normalised(cidr).filter(prefix::equals).isPresent();
    }
  }

  @Override
  public Planning plan(Aim aim) {
    Optional<Unplannable> contradiction = contradiction(aim);
    if (contradiction.isPresent()) {
      return contradiction.get();
    }
    ObjectChange change = aim.leaves() ? removal(aim) : addition(aim);
    return new Planned(change.toChange(), cautions);
  }

  /** BIRD has one session per address, so a second object would fight with the first. */
  private Optional<Unplannable> contradiction(Aim aim) {
    for (Reflector reflector : aim.wanted()) {
      for (BgpPeer peer : peers) {
        Optional<String> difference =
            peer.isAt(reflector) ? peer.difference(reflector) : Optional.empty();
        if (difference.isPresent()) {
          return Optional.of(
              new Unplannable(
                  "The BGPPeer "
                      + peer.name()
                      + " at the address of the reflector "
                      + reflector.name()
                      + " ("
                      + reflector.address()
                      + ") "
                      + difference.get()
                      + ".",
                  "Delete this BGPPeer, or make it a plain one with the port and AS number of the"
                      + " reflector."));
        }
      }
    }
    return Optional.empty();
  }

  private ObjectChange addition(Aim aim) {
    List<CalicoObject> created = new ArrayList<>();
    for (Reflector reflector : aim.wanted()) {
      if (peers.stream().noneMatch(p -> p.is(reflector))) {
        created.add(peer(aim.interconnect(), reflector));
      }
    }
    for (Cluster other : aim.others()) {
      created.addAll(missingPools(aim.interconnect(), other));
    }
    return new ObjectChange(created, List.of());
  }

  private static PeerObject peer(String interconnect, Reflector reflector) {
    return new PeerObject(
        "podspan-" + interconnect + "-" + reflector.name(),
        interconnect,
        reflector.endpoint(),
        reflector.asn());
  }

  private List<CalicoObject> missingPools(String interconnect, Cluster other) {
    List<CalicoObject> missing = new ArrayList<>();
    List<Prefix> cidrs = other.joinedCidrs();
    for (int i = 0; i < cidrs.size(); i++) {
      Prefix prefix = cidrs.get(i);
      if (pools.stream().noneMatch(pool -> pool.is(prefix))) {
        String name = "podspan-" + interconnect + "-" + other.name() + "-" + i;
        missing.add(new PoolObject(name, interconnect, prefix.toString()));
      }
    }
    return missing;
  }

  private ObjectChange removal(Aim aim) {
    List<CalicoObject> deleted = new ArrayList<>();
    for (BgpPeer peer : peers) {
      if (peer.ours() && aim.unwanted().stream().anyMatch(peer::is)) {
        deleted.add(
            new PeerObject(
                peer.name(), aim.interconnect(), peer.endpoint(), peer.asn().orElse(0L)));
      }
    }
    for (Pool pool : pools) {
      if (pool.interconnect().equals(Optional.of(aim.interconnect()))) {
        deleted.add(new PoolObject(pool.name(), aim.interconnect(), pool.cidr()));
      }
    }
    return new ObjectChange(List.of(), deleted);
  }
}
