package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.routers.cilium.ClusterConfig.Peer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to change in Cilium's objects.
 *
 * @param configs all CiliumBGPClusterConfigs
 * @param ours the other objects
 * @param labels of the cluster's nodes, by name
 * @param settings of its agents
 * @param mayWriteSecrets whether Podspan may write Secrets where the agents read them
 * @param goneSecrets the names of Secrets of ours that are known not to be there any more
 */
record PeeringPlan(
    List<ClusterConfig> configs,
    OwnedObjects ours,
    Map<String, Map<String, String>> labels,
    CiliumSettings settings,
    boolean mayWriteSecrets,
    Set<String> goneSecrets) {
  private static final int SHOWN = 3;

  Planning plan(Aim aim) {
    if (!aim.rekeyed().isEmpty()) {
      return Unplannable.otherKey(aim.rekeyed().getFirst(), "Cilium");
    }
    if (!aim.leaves()) {
      List<ClusterConfig> others = others(aim);
      if (others.stream().anyMatch(c -> joinsAll(c, aim))) {
        return new Planned(
            change(aim, List.of(), List.of()).toChange(),
            new PeeringCautions(settings).of(aim, List.of(), false));
      }
      Optional<Unplannable> contradiction =
          contradiction(aim, others).or(() -> keys().objection(aim));
      if (contradiction.isPresent()) {
        return contradiction.get();
      }
    }
    List<CiliumPeer> removed = toGo(aim);
    List<CiliumPeer> added =
        aim.wanted().stream()
            .filter(r -> ownPeers().stream().noneMatch(p -> p.isAt(r.address())))
            .map(r -> CiliumPeer.of(aim, r, keys().of(r)))
            .toList();
    boolean atOnce = !ownPeers().isEmpty() && ownPeers().size() + added.size() > removed.size();
    PeeringChange change = change(aim, added, removed);
    return new Planned(
        change.toChange(),
        new PeeringCautions(settings)
            .of(aim, editedByOthers(change), atOnce && change.touchesNodes()));
  }

  /** Of what is written again, what is not only behind. */
  List<EditedObject> editedByOthers(PeeringChange change) {
    PeeringEdits edits = new PeeringEdits(ours, settings, keys());
    return change.edited().stream().filter(edited -> !edits.isOutdated(edited)).toList();
  }

  private KeyPlan keys() {
    return new KeyPlan(settings.secretsNamespace(), mayWriteSecrets, ours.secrets(), goneSecrets);
  }

  private Optional<ClusterConfig> own() {
    return configs.stream()
        .filter(c -> c.ours() && c.name().equals(ClusterConfig.OURS))
        .findFirst();
  }

  private List<Peer> ownPeers() {
    return own().map(ClusterConfig::peers).orElse(List.of());
  }

  /** Those of others that select nodes of the cluster. */
  private List<ClusterConfig> others(Aim aim) {
    return configs.stream().filter(c -> !c.ours() && !selected(c, aim).isEmpty()).toList();
  }

  private List<String> selected(ClusterConfig config, Aim aim) {
    return aim.cluster().nodes().stream()
        .map(Node::name)
        .filter(node -> config.selection().selects(labels.getOrDefault(node, Map.of())))
        .toList();
  }

  private boolean joinsAll(ClusterConfig config, Aim aim) {
    return config.hasPeersFor(List.copyOf(aim.wanted()))
        && selected(config, aim).size() == aim.cluster().nodes().size();
  }

  private Optional<Unplannable> contradiction(Aim aim, List<ClusterConfig> others) {
    return others.stream()
        .findFirst()
        .map(config -> conflict(config, aim))
        .or(() -> otherAsn(aim))
        .or(() -> otherPeer(aim));
  }

  private Unplannable conflict(ClusterConfig config, Aim aim) {
    List<String> nodes = selected(config, aim);
    String peers =
        aim.wanted().stream()
            .map(r -> "peerAddress " + r.address() + ", peerASN " + r.asn() + ", port " + r.port())
            .collect(Collectors.joining("; "));
    return new Unplannable(
        "The CiliumBGPClusterConfig "
            + config.name()
            + " selects nodes of the cluster ("
            + String.join(", ", nodes.subList(0, Math.min(SHOWN, nodes.size())))
            + (nodes.size() > SHOWN ? " and others" : "")
            + "). Cilium takes one for each node, and ignores any other.",
        "Add these peers to it: "
            + peers
            + ". Or change its nodeSelector, so that it selects none"
            + " of these nodes.");
  }

  private Optional<Unplannable> otherAsn(Aim aim) {
    long asn = aim.cluster().asn();
    return own()
        .filter(config -> config.localAsns().stream().anyMatch(local -> local != asn))
        .map(
            config ->
                new Unplannable(
                    "The CiliumBGPClusterConfig "
                        + config.name()
                        + " has the localASN "
                        + config.localAsns().getFirst()
                        + ", and the cluster is registered with "
                        + asn
                        + ".",
                    "Register the cluster with this AS number, or withdraw its interconnects"
                        + " first."));
  }

  private Optional<Unplannable> otherPeer(Aim aim) {
    for (Reflector reflector : aim.wanted()) {
      for (Peer peer : ownPeers()) {
        if (peer.isAt(reflector.address())
            && ours.owner(peer.configRef()).isPresent()
            && !ours.isOf(aim.interconnect(), peer.configRef())
            && keys().isMissing(reflector, peer)) {
          return Optional.of(KeyPlan.withoutPassword(peer, reflector));
        }
        if (peer.isAt(reflector.address())
            && !isEdited(aim, peer.name())
            && (peer.asn() != reflector.asn() || hasOtherPort(peer, reflector, aim))) {
          return Optional.of(
              new Unplannable(
                  "The peer "
                      + peer.name()
                      + " in the CiliumBGPClusterConfig "
                      + ClusterConfig.OURS
                      + " has the address of the reflector "
                      + reflector.name()
                      + ", and another port or AS number.",
                  "Withdraw the interconnect that it is of, or correct the reflector."));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Unless it is what somebody wrote into the interconnect's own object, which is written again.
   */
  private boolean hasOtherPort(Peer peer, Reflector reflector, Aim aim) {
    boolean own =
        ours.isOf(aim.interconnect(), peer.configRef())
            && aim.unwanted().stream().noneMatch(former -> peer.isAt(former.address()));
    return !own && ours.port(peer.configRef()).orElse(reflector.port()) != reflector.port();
  }

  private PeeringParts parts() {
    return new PeeringParts(own(), ours, labels, keys(), settings);
  }

  /** Whether it is a peer of ours that is written again as it was. */
  private boolean isEdited(Aim aim, String peer) {
    return parts().editedPeers(aim).stream().anyMatch(edited -> edited.name().equals(peer));
  }

  private List<CiliumPeer> toGo(Aim aim) {
    List<CiliumPeer> removed = new ArrayList<>();
    for (Peer peer : ownPeers()) {
      aim.unwanted().stream()
          .filter(r -> peer.isAt(r.address()))
          .findFirst()
          .ifPresent(
              r ->
                  removed.add(
                      new CiliumPeer(
                          peer.name(),
                          ours.owner(peer.configRef()).orElse(aim.interconnect()),
                          r.address(),
                          ours.port(peer.configRef()).orElse(r.port()),
                          peer.asn(),
                          ours.secret(peer.configRef()).orElse(null),
                          keys().ours(r, peer))));
    }
    return removed;
  }

  private PeeringChange change(Aim aim, List<CiliumPeer> added, List<CiliumPeer> removed) {
    PeeringParts parts = parts();
    PeeringRepair repair = parts.repair(aim, removed);
    return new PeeringChange(
        aim.cluster().asn(),
        added,
        removed,
        parts.coming(aim, added),
        parts.going(aim, added, removed, repair),
        repair,
        settings.hasPools(),
        parts.edited(aim));
  }
}
