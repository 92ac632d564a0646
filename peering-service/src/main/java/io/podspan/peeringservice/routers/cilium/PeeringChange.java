package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.Documents;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Peers and advertisements that come and go. It is the document in a {@link RouterChange} of this
 * driver, so its components are a stored format: add to them, do not rename them.
 *
 * @param localAsn the AS number of the cluster
 * @param advertised the interconnects whose advertisement comes
 * @param unadvertised those whose advertisement goes
 * @param repair what is mended of peerings that are there in part; nothing in documents of former
 *     versions
 * @param pools whether pods get their addresses from CiliumPodIPPools; not so in documents of
 *     former versions
 * @param edited objects of ours of which somebody changed fields; none in documents of former
 *     versions
 */
record PeeringChange(
    long localAsn,
    List<CiliumPeer> added,
    List<CiliumPeer> removed,
    List<String> advertised,
    List<String> unadvertised,
    PeeringRepair repair,
    boolean pools,
    List<EditedObject> edited) {
  static final String DRIVER = "cilium-bgp";

  private static final String CLUSTER_CONFIG =
      "CiliumBGPClusterConfig " + ClusterConfig.OURS + ": ";

  PeeringChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    advertised = List.copyOf(advertised);
    unadvertised = List.copyOf(unadvertised);
    repair = repair == null ? PeeringRepair.NONE : repair;
    edited = edited == null ? List.of() : List.copyOf(edited);
  }

  /** In the direction in which the change goes. */
  static PeeringChange of(RouterChange change) {
    PeeringChange forward = Documents.read(change.document(), PeeringChange.class);
    return change.back() ? forward.reversed() : forward;
  }

  RouterChange toChange() {
    return new RouterChange(DRIVER, Documents.write(this), diff());
  }

  PeeringChange reversed() {
    return new PeeringChange(
        localAsn,
        removed,
        added,
        unadvertised,
        advertised,
        repair.reversed(),
        pools,
        edited.stream().map(EditedObject::reversed).toList());
  }

  /** The same without what somebody changed. */
  PeeringChange withoutEdits() {
    return new PeeringChange(
        localAsn, added, removed, advertised, unadvertised, repair, pools, List.of());
  }

  /** The peers whose CiliumBGPPeerConfig has to be there. */
  List<CiliumPeer> configs() {
    List<CiliumPeer> configs = new ArrayList<>(added);
    configs.addAll(repair.missing());
    return configs;
  }

  /** Whether each node gets a turn: peers come or go there. */
  boolean touchesNodes() {
    return !added.isEmpty() || !removed.isEmpty() || repair.selects();
  }

  /** Whether all nodes are to be selected at the end. */
  boolean selectsAll() {
    return repair.selectedAfter() == null && (!added.isEmpty() || repair.selects());
  }

  /** The Secrets that the peers that come need. */
  Set<KeySecret> neededKeys() {
    Set<KeySecret> needed = keys(configs());
    needed.addAll(repair.lostKeys());
    return needed;
  }

  /** Those of the peers that go. */
  Set<KeySecret> formerKeys() {
    return keys(removed);
  }

  private static Set<KeySecret> keys(List<CiliumPeer> peers) {
    return peers.stream()
        .flatMap(peer -> Stream.ofNullable(peer.key()))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The name of the advertisement of an interconnect. */
  static String advertisement(String interconnect) {
    return "podspan-" + interconnect;
  }

  private List<String> diff() {
    List<String> diff = new ArrayList<>();
    removed.forEach(peer -> diff.add("- " + peer.shown()));
    removed.forEach(peer -> diff.add("- " + peer.shownConfig()));
    repair.leftOver().forEach(name -> diff.add("- " + CiliumPeer.CONFIG + name));
    unadvertised.forEach(interconnect -> diff.add("- " + shown(interconnect)));
    if (repair.selectedBefore() != null) {
      diff.add(
          "- " + CLUSTER_CONFIG + "nodeSelector " + String.join(", ", repair.selectedBefore()));
      diff.add("+ " + CLUSTER_CONFIG + "selects all nodes");
    }
    edited.forEach(object -> diff.addAll(object.diff()));
    repair.edited().forEach(peer -> diff.addAll(peer.diff()));
    repair.lostKeys().forEach(key -> diff.add("+ " + key.shown()));
    advertised.forEach(interconnect -> diff.add("+ " + shown(interconnect)));
    repair.missing().forEach(peer -> diff.add("+ " + peer.shownConfig()));
    added.forEach(peer -> diff.add("+ " + peer.shownConfig()));
    added.forEach(peer -> diff.add("+ " + peer.shown()));
    return List.copyOf(diff);
  }

  private String shown(String interconnect) {
    return "CiliumBGPAdvertisement "
        + advertisement(interconnect)
        + ": PodCIDR"
        + (pools ? ", CiliumPodIPPool of all pools" : "");
  }
}
