package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.Attempts;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
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
import io.podspan.peeringservice.routers.cilium.NodeHostnames.Hostnames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes a change in three parts: what starts and ends no session, each node's own, and what is to
 * stay.
 */
final class PeeringWrites {
  private static final int NODES_SHOWN = 5;

  private final OwnObjects own;
  private final ClusterConfigSteps steps;
  private final NodeHostnames nodes;

  PeeringWrites(CiliumApi cilium, NodeHostnames nodes) {
    own = new OwnObjects(cilium.objects());
    steps = new ClusterConfigSteps(cilium.objects());
    this.nodes = nodes;
  }

  /** What is for all nodes, before the first node's turn. */
  OfWrite write(PeeringChange change) {
    Optional<OfWrite> taken = taken(change);
    if (taken.isPresent()) {
      return taken.get();
    }
    return Attempts.of(() -> make(change), Conflict::new);
  }

  private OfWrite make(PeeringChange change) {
    change
        .advertised()
        .forEach(i -> own.make(CiliumApi.ADVERTISEMENT, own.advertisement(i, change.pools())));
    change
        .configs()
        .forEach(peer -> own.make(CiliumApi.PEER_CONFIG, own.peerConfig(peer, change.localAsn())));
    return Stream.concat(
            change.edited().stream().flatMap(edited -> own.write(edited).stream()),
            change.repair().edited().stream().flatMap(edited -> steps.mend(edited).stream()))
        .findFirst()
        .<OfWrite>map(Conflict::new)
        .orElseGet(Applied::new);
  }

  private Optional<OfWrite> taken(PeeringChange change) {
    if (!change.added().isEmpty() && own.isTaken(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS)) {
      return Optional.of(taken(CiliumApi.CLUSTER_CONFIG, ClusterConfig.OURS));
    }
    for (String interconnect : change.advertised()) {
      String name = PeeringChange.advertisement(interconnect);
      if (own.isTaken(CiliumApi.ADVERTISEMENT, name)) {
        return Optional.of(taken(CiliumApi.ADVERTISEMENT, name));
      }
    }
    return change.configs().stream()
        .map(CiliumPeer::name)
        .filter(name -> own.isTaken(CiliumApi.PEER_CONFIG, name))
        .findFirst()
        .map(name -> taken(CiliumApi.PEER_CONFIG, name));
  }

  private static Refused taken(Kind kind, String name) {
    return new Refused(
        "There is another " + kind.kind() + " named " + name + ".",
        "Delete or rename it, then retry.");
  }

  /** What is for this node alone. */
  OfChange write(PeeringChange change, String node) {
    Hostnames hostnames = nodes.read();
    String hostname = hostnames.of(node);
    if (hostname == null) {
      return new Refused(
          "The node "
              + node
              + " has no label "
              + Selection.HOSTNAME
              + " by which a CiliumBGPClusterConfig could select it alone.",
          "Give the node this label, then retry.");
    }
    return Attempts.of(
        () -> steps.turn(change, hostname, hostnames) ? new Changed() : new UpToDate(),
        words ->
            new Refused(
                "Somebody else changes the CiliumBGPClusterConfig "
                    + ClusterConfig.OURS
                    + ": "
                    + words
                    + ".",
                "Find out who changes it (GitOps, another operator), then retry."));
  }

  /** What is to stay, after the last node's turn. */
  OfRestore finish(PeeringChange change, List<String> away) {
    if (!away.isEmpty() && steps.isSpread()) {
      return waitsFor(away);
    }
    return Attempts.of(
        () -> finish(change),
        words ->
            new Held(
                "Cilium's objects change all the time: " + words + ".",
                "Find out who changes them. It is tried again."));
  }

  private OfRestore finish(PeeringChange change) {
    if (change.selectsAll()) {
      steps.gather();
    }
    change.repair().leftOver().forEach(name -> own.remove(CiliumApi.PEER_CONFIG, name));
    change.removed().forEach(peer -> own.remove(CiliumApi.PEER_CONFIG, peer.name()));
    change
        .unadvertised()
        .forEach(i -> own.remove(CiliumApi.ADVERTISEMENT, PeeringChange.advertisement(i)));
    return new Restored();
  }

  private static Held waitsFor(List<String> away) {
    String shown = String.join(", ", away.subList(0, Math.min(away.size(), NODES_SHOWN)));
    return new Held(
        "The CiliumBGPClusterConfig "
            + ClusterConfig.OURS
            + " selects single nodes, because "
            + shown
            + (away.size() > NODES_SHOWN ? " and others are" : away.size() > 1 ? " are" : " is")
            + " away and had no turn.",
        "Bring these nodes back, or delete them. Then it selects all nodes by itself.");
  }
}
