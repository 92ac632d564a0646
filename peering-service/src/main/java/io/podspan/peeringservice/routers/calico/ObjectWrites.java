package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.Attempts;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Changed;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.Held;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfChange;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfRestore;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfWrite;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import io.podspan.peeringservice.routers.calico.OwnObjects.Made;
import java.util.List;
import java.util.Optional;

/**
 * Writes a change in three parts: what starts and ends no session, each node's own, and what is to
 * stay. Pools and the filter are there before the first peer, and go after the last: when a route
 * arrives, its traffic keeps the source address.
 */
final class ObjectWrites {
  /** How many nodes a sentence names. */
  private static final int NODES_SHOWN = 5;

  private final OwnObjects own;
  private final PeerSteps peers;
  private final FilterWrites filter;
  private final ServiceWrites services;

  ObjectWrites(CalicoApi calico, NodeLabels nodes) {
    own = new OwnObjects(calico);
    peers = new PeerSteps(calico, nodes);
    filter = new FilterWrites(calico);
    services = new ServiceWrites(calico);
  }

  /** What is for all nodes, before the first node's turn. */
  OfWrite write(ObjectChange change) {
    try {
      return taken(change)
          .or(() -> services.objection(change))
          .or(() -> filter.before(change))
          .or(() -> services.before(change))
          .or(() -> spreadOrRemove(change))
          .or(() -> makePools(change))
          .or(() -> makeAtOnce(change))
          .or(() -> mend(change))
          .orElseGet(Applied::new);
    } catch (ClusterCalls.ConflictException e) {
      return new Conflict(e.words());
    }
  }

  /** Names are looked at before anything is written. */
  private Optional<OfWrite> taken(ObjectChange change) {
    return change.createdPeers().stream()
        .filter(peer -> own.isTaken(CalicoApi.PEER, peer.name()))
        .map(peer -> (OfWrite) PeerSteps.taken(peer.name()))
        .findFirst()
        .or(() -> takenPool(change));
  }

  private Optional<OfWrite> takenPool(ObjectChange change) {
    return change.createdPools().stream().filter(own::isTaken).map(ObjectWrites::taken).findFirst();
  }

  private static OfWrite taken(PoolObject pool) {
    return new Refused(
        "There is another IPPool named " + pool.name() + ".", "Delete or rename it, then retry.");
  }

  private Optional<OfWrite> spreadOrRemove(ObjectChange change) {
    for (PeerObject peer : change.deletedPeers()) {
      if (peer.isNodeByNode()) {
        Optional<OfWrite> objection = peers.spread(peer);
        if (objection.isPresent()) {
          return objection;
        }
      } else {
        own.remove(CalicoApi.PEER, peer.name());
      }
    }
    return Optional.empty();
  }

  private Optional<OfWrite> makePools(ObjectChange change) {
    for (PoolObject pool : change.createdPools()) {
      if (own.make(pool) == Made.TAKEN) {
        return Optional.of(taken(pool));
      }
    }
    return Optional.empty();
  }

  private Optional<OfWrite> makeAtOnce(ObjectChange change) {
    return change.createdPeers().stream()
        .filter(peer -> !peer.isNodeByNode() && own.make(peer) == Made.TAKEN)
        .map(peer -> (OfWrite) PeerSteps.taken(peer.name()))
        .findFirst();
  }

  /** No node has their session, so none is lost by writing for all of them at once. */
  private Optional<OfWrite> mend(ObjectChange change) {
    return change.edited().stream()
        .flatMap(edited -> own.write(edited).stream())
        .findFirst()
        .map(Conflict::new);
  }

  /** What is for this node alone. */
  OfChange write(ObjectChange change, String node) {
    return Attempts.of(
        () -> once(change, node),
        words ->
            new Refused(
                "Somebody else changes the BGPPeers of the node " + node + ": " + words,
                "Find out who changes them (GitOps, another operator), then retry."));
  }

  /** A new peer is there before a former one goes, unless that one is in its way. */
  private OfChange once(ObjectChange change, String node) {
    boolean wrote = remove(change, node, true);
    for (PeerObject peer : change.createdPeers()) {
      if (peer.isNodeByNode()) {
        Made made = peers.make(peer, node);
        if (made == Made.TAKEN) {
          return PeerSteps.taken(NodePeers.name(peer.name(), node));
        }
        wrote |= made == Made.NOW;
      }
    }
    wrote |= remove(change, node, false);
    return wrote ? new Changed() : new UpToDate();
  }

  private boolean remove(ObjectChange change, String node, boolean inTheWay) {
    boolean removed = false;
    for (PeerObject peer : change.deletedPeers()) {
      if (peer.isNodeByNode() && isInTheWay(peer, change) == inTheWay) {
        removed |= peers.remove(peer, node);
      }
    }
    return removed;
  }

  private static boolean isInTheWay(PeerObject former, ObjectChange change) {
    return change.createdPeers().stream().anyMatch(former::hinders);
  }

  /** What is to stay, after the last node's turn. */
  OfRestore finish(ObjectChange change, List<String> away) {
    if (!away.isEmpty() && change.createdPeers().stream().anyMatch(PeerObject::isNodeByNode)) {
      return waitsFor(away);
    }
    return Attempts.of(
        () -> finish(change),
        words ->
            new Held(
                "Calico's objects change all the time: " + words + ".",
                "Find out who changes them. It is tried again."));
  }

  private OfRestore finish(ObjectChange change) {
    for (PeerObject peer : change.createdPeers()) {
      Optional<Refused> refused = peer.isNodeByNode() ? peers.gather(peer) : Optional.empty();
      if (refused.isPresent()) {
        return new Held(refused.get().reason(), refused.get().nextStep());
      }
    }
    change.deletedPeers().forEach(peers::removeOfNodes);
    change.deletedPools().forEach(own::remove);
    filter.after(change);
    return services
        .after(change)
        .<OfRestore>map(refused -> new Held(refused.reason(), refused.nextStep()))
        .orElseGet(Restored::new);
  }

  private static Held waitsFor(List<String> away) {
    String shown = String.join(", ", away.subList(0, Math.min(away.size(), NODES_SHOWN)));
    return new Held(
        "The nodes keep a BGPPeer each, because "
            + shown
            + (away.size() > NODES_SHOWN ? " and others are" : away.size() > 1 ? " are" : " is")
            + " away and had no turn.",
        "Bring these nodes back, or delete them. Then one BGPPeer of all nodes takes the place of"
            + " theirs by itself.");
  }
}
