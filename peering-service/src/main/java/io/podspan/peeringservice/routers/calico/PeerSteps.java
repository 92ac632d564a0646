package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.OfWrite;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.OwnObjects.Made;
import java.util.List;
import java.util.Optional;

/**
 * The steps between a peer of many nodes and peers of single nodes. At each point, every node that
 * has the session has a peer that makes it: what stands in is there before what it stands in for
 * goes.
 */
final class PeerSteps {
  private final CalicoApi calico;
  private final OwnObjects own;
  private final NodeLabels nodes;

  PeerSteps(CalicoApi calico, NodeLabels nodes) {
    this.calico = calico;
    this.nodes = nodes;
    own = new OwnObjects(calico);
  }

  /** Gives each of its nodes a peer of its own in place of this one. Empty if that is done. */
  Optional<OfWrite> spread(PeerObject peer) {
    Optional<GenericKubernetesResource> found = own.own(CalicoApi.PEER, peer.name());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    GenericKubernetesResource present = found.get();
    if (peer.version() != null
        && !peer.version().equals(present.getMetadata().getResourceVersion())) {
      return Optional.of(new Conflict("the BGPPeer " + peer.name() + " changed since it was read"));
    }
    if (!isWith(present, peer)) {
      return Optional.empty();
    }
    NodeSelector selector =
        NodeSelector.parse(BgpPeer.of(present).selector()).orElse(NodeSelector.ALL);
    for (String node : nodes.selectedBy(selector)) {
      GenericKubernetesResource ofNode = NodePeers.of(present, node);
      if (own.make(CalicoApi.PEER, ofNode) == Made.TAKEN) {
        return Optional.of(taken(ofNode.getMetadata().getName()));
      }
    }
    calico.delete(CalicoApi.PEER, present);
    return Optional.empty();
  }

  /** Puts the peer of all its nodes in the place of those of single nodes. */
  Optional<Refused> gather(PeerObject peer) {
    if (own.make(peer) == Made.TAKEN) {
      return Optional.of(taken(peer.name()));
    }
    removeOfNodes(peer);
    return Optional.empty();
  }

  /** What came of it; {@link Made#BEFORE} also if the peer of all its nodes is there. */
  Made make(PeerObject peer, String node) {
    GenericKubernetesResource wanted = OwnObjects.resource(calico.group(), peer);
    return own.own(CalicoApi.PEER, peer.name()).filter(o -> isWith(o, peer)).isPresent()
        ? Made.BEFORE
        : own.make(CalicoApi.PEER, NodePeers.of(wanted, node));
  }

  /** Whether the node had one. */
  boolean remove(PeerObject peer, String node) {
    Optional<GenericKubernetesResource> found =
        own.own(CalicoApi.PEER, NodePeers.name(peer.name(), node))
            .filter(object -> isWith(object, peer));
    found.ifPresent(object -> calico.delete(CalicoApi.PEER, object));
    return found.isPresent();
  }

  /** One of the same name may be for another address by now. */
  private static boolean isWith(GenericKubernetesResource object, PeerObject peer) {
    BgpPeer present = BgpPeer.of(object);
    return present.endpoint().equals(peer.peerIp()) && present.asn().orElse(0L) == peer.asn();
  }

  void removeOfNodes(PeerObject peer) {
    List<GenericKubernetesResource> all = calico.list(CalicoApi.PEER);
    for (GenericKubernetesResource object : all) {
      if (OwnObjects.isOurs(object)
          && BgpPeer.of(object).isOfOneNode()
          && isWith(object, peer)
          && NodePeers.standsInFor(object.getMetadata().getName()).equals(peer.name())) {
        calico.delete(CalicoApi.PEER, object);
      }
    }
  }

  static Refused taken(String name) {
    return new Refused(
        "There is another BGPPeer named " + name + ".", "Delete or rename it, then retry.");
  }
}
