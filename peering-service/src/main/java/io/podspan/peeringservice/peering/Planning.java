package io.podspan.peeringservice.peering;

import io.podspan.peeringservice.peering.RouterChange.FlagChange;
import io.podspan.peeringservice.peering.RouterChange.ObjectChange;
import io.podspan.peeringservice.peering.RouterChange.PeerObject;
import io.podspan.peeringservice.peering.RouterChange.PoolObject;
import io.podspan.peeringservice.peering.RouterChange.RouterObject;
import io.podspan.peeringservice.peering.RouterReading.BgpPeer;
import io.podspan.peeringservice.peering.RouterReading.Flags;
import io.podspan.peeringservice.peering.RouterReading.Objects;
import io.podspan.peeringservice.peering.RouterReading.Pool;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What of a cluster's router configuration is to change, so that it joins or leaves. */
public sealed interface Planning {
  /** The change; an empty one when all is as it should be already. */
  record Planned(RouterChange change, List<String> cautions) implements Planning {}

  /** The configuration is in a state that only its owner can resolve. */
  record Unplannable(String detail, String nextStep) implements Planning {}

  /**
   * What the peerings are to be.
   *
   * @param interconnect the interconnect that is served
   * @param cluster the cluster that changes
   * @param others the other clusters of the interconnect
   * @param wanted the reflectors to peer with, for a join
   * @param unwanted those not to peer with any more, for a leave
   */
  record Aim(
      String interconnect,
      Cluster cluster,
      List<Cluster> others,
      Collection<Reflector> wanted,
      Collection<Reflector> unwanted) {

    boolean leaves() {
      return wanted.isEmpty();
    }
  }

  static Planning of(Aim aim, RouterReading reading) {
    return switch (reading) {
      case Flags flags -> flags(aim, flags);
      case Objects objects ->
          new Planned(aim.leaves() ? removal(aim, objects) : addition(aim, objects), List.of());
    };
  }

  private static Planning flags(Aim aim, Flags now) {
    try {
      List<String> wanted = PeerFlags.with(now.flags(), aim.wanted());
      wanted = PeerFlags.without(wanted, aim.unwanted());
      FlagChange change =
          new FlagChange(
              now.namespace(),
              now.daemonSet(),
              now.container(),
              now.field(),
              now.flags(),
              wanted,
              now.strategy());
      return new Planned(change, now.cautions());
    } catch (PeerFlags.UnusableFlagsException e) {
      return new Unplannable(
          "The DaemonSet "
              + now.namespace()
              + "/"
              + now.daemonSet()
              + " cannot be changed: "
              + e.getMessage()
              + ".",
          "Correct the --peer-router-* flags of its container " + now.container() + ".");
    }
  }

  private static ObjectChange addition(Aim aim, Objects now) {
    List<RouterObject> created = new ArrayList<>();
    for (Reflector reflector : aim.wanted()) {
      boolean present =
          now.peers().stream().anyMatch(p -> p.global() && p.peerIp().equals(reflector.endpoint()));
      if (!present) {
        created.add(peer(aim.interconnect(), reflector));
      }
    }
    for (Cluster other : aim.others()) {
      for (int i = 0; i < other.podCidrs().size(); i++) {
        String cidr = other.podCidrs().get(i).toString();
        if (now.pools().stream().noneMatch(p -> p.cidr().equals(cidr))) {
          String name = "podspan-" + aim.interconnect() + "-" + other.name() + "-" + i;
          created.add(new PoolObject(name, aim.interconnect(), cidr));
        }
      }
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

  private static ObjectChange removal(Aim aim, Objects now) {
    List<RouterObject> deleted = new ArrayList<>();
    for (BgpPeer peer : now.peers()) {
      if (peer.ours()
          && aim.unwanted().stream().anyMatch(r -> r.endpoint().equals(peer.peerIp()))) {
        deleted.add(new PeerObject(peer.name(), aim.interconnect(), peer.peerIp(), peer.asn()));
      }
    }
    for (Pool pool : now.pools()) {
      if (pool.interconnect().equals(Optional.of(aim.interconnect()))) {
        deleted.add(new PoolObject(pool.name(), aim.interconnect(), pool.cidr()));
      }
    }
    return new ObjectChange(List.of(), deleted);
  }
}
