package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calico's BGPPeers and IPPools. Its routers follow them while they run. */
record ObjectReading(List<BgpPeer> peers, List<Pool> pools) implements RouterReading {
  ObjectReading {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
  }

  /**
   * A BGPPeer.
   *
   * @param global whether all nodes have it
   * @param ours whether it has our label
   */
  record BgpPeer(String name, String peerIp, long asn, boolean global, boolean ours) {
    static BgpPeer of(GenericKubernetesResource object) {
      String nodes = Spec.text(object, "nodeSelector");
      boolean global =
          Spec.text(object, "node").isEmpty() && (nodes.isEmpty() || nodes.equals("all()"));
      long asn = Spec.field(object, "asNumber") instanceof Number number ? number.longValue() : 0;
      return new BgpPeer(
          object.getMetadata().getName(),
          Spec.text(object, "peerIP"),
          asn,
          global,
          CalicoApi.interconnect(object).isPresent());
    }
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
  }

  @Override
  public Planning plan(Aim aim) {
    ObjectChange change = aim.leaves() ? removal(aim) : addition(aim);
    return new Planned(change.toChange(), List.of());
  }

  private ObjectChange addition(Aim aim) {
    List<CalicoObject> created = new ArrayList<>();
    for (Reflector reflector : aim.wanted()) {
      if (peers.stream().noneMatch(p -> p.global() && p.peerIp().equals(reflector.endpoint()))) {
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
      String cidr = cidrs.get(i).toString();
      if (pools.stream().noneMatch(pool -> pool.cidr().equals(cidr))) {
        String name = "podspan-" + interconnect + "-" + other.name() + "-" + i;
        missing.add(new PoolObject(name, interconnect, cidr));
      }
    }
    return missing;
  }

  private ObjectChange removal(Aim aim) {
    List<CalicoObject> deleted = new ArrayList<>();
    for (BgpPeer peer : peers) {
      if (peer.ours()
          && aim.unwanted().stream().anyMatch(r -> r.endpoint().equals(peer.peerIp()))) {
        deleted.add(new PeerObject(peer.name(), aim.interconnect(), peer.peerIp(), peer.asn()));
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
