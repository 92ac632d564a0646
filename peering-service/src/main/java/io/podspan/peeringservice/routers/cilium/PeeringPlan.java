package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Caution;
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
 * @param ports by the names of CiliumBGPPeerConfigs of ours
 * @param owners the interconnects of these, by the same names
 * @param secrets the Secrets that these name, by the same names
 * @param advertised the interconnects that have their CiliumBGPAdvertisement
 * @param labels of the cluster's nodes, by name
 * @param settings of its agents
 * @param mayWriteSecrets whether Podspan may write Secrets where the agents read them
 */
record PeeringPlan(
    List<ClusterConfig> configs,
    Map<String, Integer> ports,
    Map<String, String> owners,
    Map<String, String> secrets,
    Set<String> advertised,
    Map<String, Map<String, String>> labels,
    CiliumSettings settings,
    boolean mayWriteSecrets) {
  private static final int SHOWN = 3;

  Planning plan(Aim aim) {
    if (!aim.leaves()) {
      List<ClusterConfig> others = others(aim);
      if (others.stream().anyMatch(c -> joinsAll(c, aim))) {
        return new Planned(change(aim, List.of(), List.of()).toChange(), cautions(aim, false));
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
    return new Planned(change.toChange(), cautions(aim, atOnce && change.touchesNodes()));
  }

  private KeyPlan keys() {
    return new KeyPlan(settings.secretsNamespace(), mayWriteSecrets, secrets);
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
            && owners.containsKey(peer.configRef())
            && keys().isMissing(reflector, peer)) {
          return Optional.of(KeyPlan.withoutPassword(peer, reflector));
        }
        if (peer.isAt(reflector.address())
            && (peer.asn() != reflector.asn()
                || ports.getOrDefault(peer.configRef(), reflector.port()) != reflector.port())) {
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
                          owners.getOrDefault(peer.configRef(), aim.interconnect()),
                          r.address(),
                          ports.getOrDefault(peer.configRef(), r.port()),
                          peer.asn(),
                          secrets.get(peer.configRef()),
                          keys().ours(r, peer))));
    }
    return removed;
  }

  private PeeringChange change(Aim aim, List<CiliumPeer> added, List<CiliumPeer> removed) {
    PeeringParts parts = new PeeringParts(own(), owners, advertised, labels, keys());
    PeeringRepair repair = parts.repair(aim, removed);
    return new PeeringChange(
        aim.cluster().asn(),
        added,
        removed,
        parts.coming(aim, added),
        parts.going(aim, added, removed, repair),
        repair);
  }

  private List<Caution> cautions(Aim aim, boolean atOnce) {
    List<Caution> cautions = new ArrayList<>();
    if (!aim.leaves()) {
      cautions.add(advertiseOnly(aim));
      if (settings.speaksBgp() instanceof Unknown<Boolean>(String why)) {
        cautions.add(
            new Caution(
                "cilium-bgp-unknown",
                "It is not known whether Cilium's agents speak BGP: " + why + ".",
                "Grant the right to get this ConfigMap, or make sure that"
                    + " enable-bgp-control-plane is true."));
      }
    }
    if (atOnce) {
      cautions.add(
          new Caution(
              "cilium-all-nodes-at-once",
              "The nodes have peers of Podspan's already, and Cilium takes one configuration for"
                  + " all of them: the other peers come and go on all nodes at once, at the first"
                  + " node's turn. The sessions that stay are not touched.",
              "Nothing has to be done."));
    }
    return cautions;
  }

  private static Caution advertiseOnly(Aim aim) {
    return new Caution(
        "advertise-only",
        "Cilium announces the pods of "
            + aim.cluster().name()
            + " and installs no route that it learns. Its nodes get no routes to the other clusters:"
            + " their pods reach those of "
            + aim.cluster().name()
            + ", and get answers, only as far as its nodes have a way to them by other means.",
        "Let the routers of the nodes' network know the pod CIDRs of the other clusters (static"
            + " routes, or a session of theirs with the reflector).");
  }
}
