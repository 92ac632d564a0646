package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.kubernetes.KeySecret;
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
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calico's BGPPeers and IPPools. Its routers follow them while they run.
 *
 * @param nodes as Calico sees them
 * @param notes what else was read, for the checks of preflight
 * @param cautions risks of a change, for people
 * @param keys where the Secrets of reflectors' keys are
 * @param filtering what was read of BGPFilters
 */
record ObjectReading(
    List<BgpPeer> peers,
    List<Pool> pools,
    List<CalicoNode> nodes,
    List<RouterNote> notes,
    List<Caution> cautions,
    KeyPlace keys,
    Filtering filtering)
    implements RouterReading {
  ObjectReading {
    peers = List.copyOf(peers);
    pools = List.copyOf(pools);
    nodes = List.copyOf(nodes);
    notes = List.copyOf(notes);
    cautions = List.copyOf(cautions);
  }

  ObjectReading(List<BgpPeer> peers, List<Pool> pools) {
    this(peers, pools, List.of(), List.of(), List.of(), KeyPlace.UNKNOWN, Filtering.NONE);
  }

  /**
   * A node.
   *
   * @param hostname its label; empty if it has none
   * @param asn its own AS number as it is written; empty if it is in the cluster's AS
   */
  record CalicoNode(String name, String hostname, String asn) {
    boolean isOutside(long cluster) {
      return !asn.isEmpty() && !AsNumbers.read(asn).equals(Optional.of(cluster));
    }
  }

  /**
   * An IPPool.
   *
   * @param interconnect the interconnect in our label; empty if it is not ours
   * @param hidden whether pods get addresses from it that BIRD does not announce
   */
  record Pool(String name, String cidr, Optional<String> interconnect, boolean hidden) {
    Pool(String name, String cidr, Optional<String> interconnect) {
      this(name, cidr, interconnect, false);
    }

    static Pool of(GenericKubernetesResource object) {
      return new Pool(
          object.getMetadata().getName(),
          Spec.text(object, "cidr"),
          CalicoApi.interconnect(object),
          Spec.text(object, "disableBGPExport").equals("true")
              && !Spec.text(object, "disabled").equals("true"));
    }

    PoolObject object(String interconnect) {
      return new PoolObject(name, interconnect, cidr);
    }

    boolean is(Prefix prefix) {
      return Cidrs.normalised(cidr).filter(prefix::equals).isPresent();
    }

    /** Whether all of it is among its addresses, to which Calico masquerades nothing. */
    boolean covers(Prefix prefix) {
      return Cidrs.normalised(cidr).filter(own -> own.contains(prefix)).isPresent();
    }
  }

  @Override
  public Planning plan(Aim aim) {
    Optional<Unplannable> contradiction =
        rekeyed(aim).or(() -> contradiction(aim)).or(() -> keys.objection(aim));
    if (contradiction.isPresent()) {
      return contradiction.get();
    }
    ObjectChange change = aim.leaves() ? removal(aim) : addition(aim);
    return keys.objection(change)
        .<Planning>map(unplannable -> unplannable)
        .orElseGet(() -> new Planned(change.toChange(), new ObjectCautions(this, aim).all()));
  }

  /** Its BGPPeers name one Secret, which calico-node follows on all nodes at once. */
  private static Optional<Unplannable> rekeyed(Aim aim) {
    return aim.rekeyed().stream().findFirst().map(one -> Unplannable.otherKey(one, "Calico"));
  }

  /** BIRD has one session per address, so a second object would fight with the first. */
  private Optional<Unplannable> contradiction(Aim aim) {
    for (Reflector reflector : aim.wanted()) {
      for (BgpPeer peer : peers) {
        Optional<String> difference =
            peer.isAt(reflector) && !isOwn(peer, reflector, aim)
                ? peer.difference(reflector)
                : Optional.empty();
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
    aim.wanted().stream()
        .filter(reflector -> lacks(reflector, aim) && halfway(reflector, aim).isEmpty())
        .map(reflector -> peer(aim, reflector))
        .forEach(created::add);
    for (Cluster other : aim.others()) {
      created.addAll(missingPools(aim.interconnect(), other));
    }
    List<CalicoObject> deleted = peersToGo(aim);
    deleted.addAll(outdatedPools(aim));
    return whole(aim, created, deleted);
  }

  private boolean lacks(Reflector reflector, Aim aim) {
    return peers.stream()
        .noneMatch(p -> (p.is(reflector) && !p.isOfOneNode()) || isOwn(p, reflector, aim));
  }

  /**
   * A peer of ours that a rollout took away and was to make anew. What others had written in it is
   * in that change alone.
   */
  private static Optional<EditedPeer> halfway(Reflector reflector, Aim aim) {
    return aim.unfinished().stream()
        .filter(change -> change.driver().equals(ObjectChange.DRIVER))
        .flatMap(change -> ObjectChange.of(change).edited().stream())
        .filter(peer -> peer.whole() != null && peer.name().equals(name(aim, reflector)))
        .filter(peer -> peer.wanted().isWith(reflector))
        .findFirst();
  }

  /** With the filter, as long as any peer names it. */
  private ObjectChange whole(Aim aim, List<CalicoObject> created, List<CalicoObject> deleted) {
    List<String> gone = deleted.stream().map(CalicoObject::name).toList();
    List<EditedPeer> edited = edited(aim);
    List<String> naming =
        Stream.concat(
                peers.stream()
                    .filter(BgpPeer::filtered)
                    .map(peer -> NodePeers.standsInFor(peer.name())),
                edited.stream().filter(EditedPeer::filtered).map(EditedPeer::name))
            .distinct()
            .toList();
    boolean needed =
        naming.stream().anyMatch(name -> !gone.contains(name))
            || created.stream()
                .anyMatch(object -> object instanceof PeerObject p && p.filter() != null);
    return new ObjectChange(
        created,
        deleted,
        filtering.change(aim, naming, needed),
        aim.interconnect(),
        ServiceChange.of(filtering.services(), filtering.servicesOf(aim)),
        edited,
        keys.lost(aim.wanted()));
  }

  /** Whether it is the one that the interconnect has made for this reflector. */
  private static boolean isOwn(BgpPeer peer, Reflector reflector, Aim aim) {
    return peer.ours()
        && !peer.isOfOneNode()
        && peer.isAt(reflector)
        && peer.name().equals(name(aim, reflector))
        && aim.unwanted().stream().noneMatch(peer::isAt);
  }

  private List<EditedPeer> edited(Aim aim) {
    List<EditedPeer> edited = new ArrayList<>();
    for (Reflector reflector : aim.wanted()) {
      peers.stream()
          .filter(peer -> isOwn(peer, reflector, aim))
          .map(peer -> edited(peer, reflector))
          .filter(peer -> !peer.present().equals(peer.wanted()))
          .forEach(edited::add);
      if (lacks(reflector, aim)) {
        halfway(reflector, aim).ifPresent(edited::add);
      }
    }
    return edited;
  }

  /** A Secret that somebody else gave it stays. */
  private EditedPeer edited(BgpPeer peer, Reflector reflector) {
    return new EditedPeer(
        peer.name(),
        new EditedPeer.Session(peer.endpoint(), peer.asn().orElse(0L), null),
        new EditedPeer.Session(
            reflector.endpoint(), reflector.asn(), peer.hasPassword() ? null : keys.of(reflector)),
        peer.whole());
  }

  private static String name(Aim aim, Reflector reflector) {
    return "podspan-" + aim.interconnect() + "-" + reflector.name();
  }

  /** Of this interconnect, for clusters that it joins no more. */
  private List<CalicoObject> outdatedPools(Aim aim) {
    List<Prefix> wanted = aim.others().stream().flatMap(o -> o.joinedCidrs().stream()).toList();
    return pools.stream()
        .filter(pool -> pool.interconnect().equals(Optional.of(aim.interconnect())))
        .filter(pool -> wanted.stream().noneMatch(pool::is) && !isNeeded(pool, aim))
        .<CalicoObject>map(pool -> pool.object(aim.interconnect()))
        .toList();
  }

  private PeerObject peer(Aim aim, Reflector reflector) {
    return new PeerObject(
        name(aim, reflector),
        aim.interconnect(),
        reflector.endpoint(),
        reflector.asn(),
        NodeSelector.without(hostnamesOutside(aim.cluster().asn())).text(),
        null,
        keys.of(reflector),
        filtering.ofNewPeers());
  }

  /** A reflector has one AS number for a cluster, so nodes of others are not joined. */
  private List<String> hostnamesOutside(long asn) {
    return nodes.stream()
        .filter(node -> node.isOutside(asn) && !node.hostname().isEmpty())
        .map(CalicoNode::hostname)
        .toList();
  }

  private List<CalicoObject> missingPools(String interconnect, Cluster other) {
    List<CalicoObject> missing = new ArrayList<>();
    for (Prefix prefix : other.joinedCidrs()) {
      if (pools.stream().noneMatch(pool -> pool.covers(prefix))) {
        String name = PoolNames.of(interconnect, other.name(), prefix);
        missing.add(new PoolObject(name, interconnect, prefix.toString()));
      }
    }
    return missing;
  }

  private ObjectChange removal(Aim aim) {
    List<CalicoObject> deleted = peersToGo(aim);
    pools.stream()
        .filter(pool -> !isNeeded(pool, aim))
        .forEach(pool -> pool.interconnect().map(pool::object).ifPresent(deleted::add));
    return whole(aim, List.of(), deleted);
  }

  /** Ours that go. */
  private List<CalicoObject> peersToGo(Aim aim) {
    List<CalicoObject> deleted = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    peers.stream()
        .filter(peer -> isToGo(peer, aim) && !peer.isOfOneNode())
        .filter(peer -> taken.add(peer.name()))
        .forEach(peer -> deleted.add(asRead(peer, aim)));
    peers.stream()
        .filter(peer -> isToGo(peer, aim) && peer.isOfOneNode())
        .filter(peer -> taken.add(NodePeers.standsInFor(peer.name())))
        .forEach(peer -> deleted.add(ofSingleNodes(peer, aim)));
    return deleted;
  }

  /** Interconnects share a pool; the one that came first has made it. */
  private static boolean isNeeded(Pool pool, Aim aim) {
    return aim.stillJoined().stream().flatMap(c -> c.joinedCidrs().stream()).anyMatch(pool::is);
  }

  static boolean isToGo(BgpPeer peer, Aim aim) {
    return peer.ours() && aim.unwanted().stream().anyMatch(peer::is);
  }

  private PeerObject asRead(BgpPeer peer, Aim aim) {
    return new PeerObject(
        peer.name(),
        aim.interconnect(),
        peer.endpoint(),
        peer.asn().orElse(0L),
        selector(peer),
        peer.version(),
        keyOf(peer, aim),
        filter(peer));
  }

  /** A join that stopped left them; the peer that they stand in for is not there. */
  private PeerObject ofSingleNodes(BgpPeer peer, Aim aim) {
    return new PeerObject(
        NodePeers.standsInFor(peer.name()),
        aim.interconnect(),
        peer.endpoint(),
        peer.asn().orElse(0L),
        NodeSelector.ALL.text(),
        null,
        keyOf(peer, aim),
        filter(peer));
  }

  private static @Nullable String filter(BgpPeer peer) {
    return peer.filtered() ? FilterRules.NAME : null;
  }

  /** As it is there: one that somebody else named is not ours to take away. */
  private @Nullable KeySecret keyOf(BgpPeer peer, Aim aim) {
    return aim.unwanted().stream()
        .filter(peer::is)
        .map(keys::of)
        .filter(Objects::nonNull)
        .filter(key -> key.name().equals(peer.secret()))
        .findFirst()
        .orElse(null);
  }

  /** Null if it has none, or one that we cannot follow: no node can have a peer in its place. */
  static @Nullable String selector(BgpPeer peer) {
    return NodeSelector.parse(peer.selector()).map(NodeSelector::text).orElse(null);
  }
}
