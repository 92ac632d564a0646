package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.kubernetes.Documents;
import io.podspan.peeringservice.peering.router.RouterChange;
import java.util.ArrayList;
import java.util.List;

/**
 * Peers and advertisements that come and go. It is the document in a {@link RouterChange} of this
 * driver, so its components are a stored format: add to them, do not rename them.
 *
 * @param localAsn the AS number of the cluster
 * @param advertised the interconnects whose advertisement comes
 * @param unadvertised those whose advertisement goes
 */
record PeeringChange(
    long localAsn,
    List<CiliumPeer> added,
    List<CiliumPeer> removed,
    List<String> advertised,
    List<String> unadvertised) {
  static final String DRIVER = "cilium-bgp";

  PeeringChange {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
    advertised = List.copyOf(advertised);
    unadvertised = List.copyOf(unadvertised);
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
    return new PeeringChange(localAsn, removed, added, unadvertised, advertised);
  }

  boolean isEmpty() {
    return added.isEmpty() && removed.isEmpty();
  }

  /** The name of the advertisement of an interconnect. */
  static String advertisement(String interconnect) {
    return "podspan-" + interconnect;
  }

  private List<String> diff() {
    List<String> diff = new ArrayList<>();
    removed.forEach(peer -> diff.add("- " + peer.shown()));
    removed.forEach(peer -> diff.add("- " + peer.shownConfig()));
    unadvertised.forEach(interconnect -> diff.add("- " + shown(interconnect)));
    advertised.forEach(interconnect -> diff.add("+ " + shown(interconnect)));
    added.forEach(peer -> diff.add("+ " + peer.shownConfig()));
    added.forEach(peer -> diff.add("+ " + peer.shown()));
    return List.copyOf(diff);
  }

  private static String shown(String interconnect) {
    return "CiliumBGPAdvertisement " + advertisement(interconnect) + ": PodCIDR";
  }
}
