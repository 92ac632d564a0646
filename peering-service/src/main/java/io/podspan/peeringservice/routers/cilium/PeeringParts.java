package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.cilium.ClusterConfig.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of peerings are there: a peering is a peer, its CiliumBGPPeerConfig, and an
 * advertisement; and each of them may be gone, or left over. Pure.
 *
 * @param own our CiliumBGPClusterConfig
 * @param ours the other objects that are there
 * @param labels of the cluster's nodes, by name
 * @param keys the Secrets of reflectors' keys
 * @param settings of its agents
 */
record PeeringParts(
    Optional<ClusterConfig> own,
    OwnedObjects ours,
    Map<String, Map<String, String>> labels,
    KeyPlan keys,
    CiliumSettings settings) {

  PeeringRepair repair(Aim aim, List<CiliumPeer> removed) {
    return aim.leaves()
        ? new PeeringRepair(List.of(), leftOver(aim, removed), null, null, List.of(), List.of())
        : new PeeringRepair(
            missing(aim), List.of(), selectedAlone(aim), null, editedPeers(aim), lostKeys(aim));
  }

  /** Where somebody changed the AS number of the interconnect's own peers. */
  List<EditedPeer> editedPeers(Aim aim) {
    List<EditedPeer> edited = new ArrayList<>();
    for (Reflector reflector : aim.wanted()) {
      CiliumPeer wanted = CiliumPeer.of(aim, reflector, null);
      ownPeers().stream()
          .filter(peer -> peer.name().equals(wanted.name()) && peer.isAt(reflector.address()))
          .filter(peer -> aim.unwanted().stream().noneMatch(r -> peer.isAt(r.address())))
          .filter(peer -> peer.asn() != reflector.asn())
          .map(peer -> new EditedPeer(peer.name(), peer.asn(), reflector.asn()))
          .forEach(edited::add);
    }
    return edited;
  }

  private List<KeySecret> lostKeys(Aim aim) {
    return wantedPeers(aim).entrySet().stream()
        .flatMap(peer -> keys.lost(peer.getKey(), peer.getValue()).stream())
        .distinct()
        .toList();
  }

  /**
   * The interconnects whose advertisement comes. On a way back one goes that had no peer before.
   */
  List<String> coming(Aim aim, List<CiliumPeer> added) {
    return needed(aim, added).stream()
        .filter(i -> !ours.advertised().contains(i) || !isInUse(i, aim))
        .toList();
  }

  /** Those whose advertisement goes. */
  List<String> going(
      Aim aim, List<CiliumPeer> added, List<CiliumPeer> removed, PeeringRepair repair) {
    List<String> gone = new ArrayList<>(repair.leftOver());
    removed.forEach(peer -> gone.add(peer.name()));
    Set<String> may =
        removed.stream()
            .map(CiliumPeer::interconnect)
            .collect(Collectors.toCollection(TreeSet::new));
    if (aim.leaves() && ours.advertised().contains(aim.interconnect())) {
      may.add(aim.interconnect());
    }
    Set<String> needed = needed(aim, added);
    return may.stream().filter(i -> !needed.contains(i) && isLast(i, gone)).toList();
  }

  /** Of what stays, what somebody changed. */
  List<EditedObject> edited(Aim aim) {
    return aim.leaves()
        ? List.of()
        : new PeeringEdits(ours, settings, keys).of(aim, wantedPeers(aim), needed(aim, List.of()));
  }

  /** The interconnects whose advertisements the peers with the wanted reflectors ask for. */
  private Set<String> needed(Aim aim, List<CiliumPeer> added) {
    Set<String> needed = new TreeSet<>();
    added.forEach(peer -> needed.add(peer.interconnect()));
    wantedPeers(aim).forEach((_, peer) -> needed.add(owner(peer, aim)));
    return needed;
  }

  /** By reflector, the peers that there are already. */
  private Map<Reflector, Peer> wantedPeers(Aim aim) {
    Map<Reflector, Peer> wanted = new LinkedHashMap<>();
    for (Reflector reflector : aim.wanted()) {
      ownPeers().stream()
          .filter(peer -> peer.isAt(reflector.address()) && !peer.configRef().isEmpty())
          .findFirst()
          .ifPresent(peer -> wanted.put(reflector, peer));
    }
    return wanted;
  }

  private String owner(Peer peer, Aim aim) {
    return ours.owner(peer.configRef()).orElse(aim.interconnect());
  }

  /** Somebody deleted their CiliumBGPPeerConfig, so nothing is announced to them. */
  private List<CiliumPeer> missing(Aim aim) {
    List<CiliumPeer> missing = new ArrayList<>();
    wantedPeers(aim)
        .forEach(
            (reflector, peer) -> {
              if (ours.owner(peer.configRef()).isEmpty()) {
                missing.add(
                    CiliumPeer.of(aim, reflector, keys.of(reflector)).named(peer.configRef()));
              }
            });
    return missing;
  }

  /** Of a join that was aborted before the first node's turn. */
  private List<String> leftOver(Aim aim, List<CiliumPeer> removed) {
    return ours.owners().entrySet().stream()
        .filter(config -> config.getValue().equals(aim.interconnect()))
        .map(Map.Entry::getKey)
        .filter(name -> ownPeers().stream().noneMatch(peer -> peer.configRef().equals(name)))
        .filter(name -> removed.stream().noneMatch(peer -> peer.name().equals(name)))
        .sorted()
        .toList();
  }

  /** Of an aborted rollout, or because somebody changed the selector; null if all nodes are. */
  private @Nullable List<String> selectedAlone(Aim aim) {
    return own.filter(config -> !config.selection().isAll() && !aim.wanted().isEmpty())
        .map(
            config ->
                labels.values().stream()
                    .filter(config.selection()::selects)
                    .flatMap(all -> Stream.ofNullable(all.get(Selection.HOSTNAME)))
                    .sorted()
                    .toList())
        .orElse(null);
  }

  /** Whether any node has a peer of this interconnect. */
  private boolean isInUse(String interconnect, Aim aim) {
    return ownPeers().stream().anyMatch(peer -> owner(peer, aim).equals(interconnect));
  }

  /** Whether no peer of the interconnect is left without these. */
  private boolean isLast(String interconnect, List<String> gone) {
    return ours.owners().entrySet().stream()
        .noneMatch(e -> e.getValue().equals(interconnect) && !gone.contains(e.getKey()));
  }

  private List<Peer> ownPeers() {
    return own.map(ClusterConfig::peers).orElse(List.of());
  }
}
