package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.routers.calico.ObjectReading.CalicoNode;
import java.util.ArrayList;
import java.util.List;

/** The risks of a change of Calico's objects. Pure. */
record ObjectCautions(ObjectReading reading, Aim aim) {
  private static final Caution UNFILTERED =
      new Caution(
          "calico-no-filters",
          "This release of Calico has no BGPFilter, so its routers take every route that a"
              + " reflector sends, and not only those to the interconnect's clusters.",
          "Podspan's reflectors send no others, so nothing has to be done. With a newer release of"
              + " Calico its routers filter, too.");

  private static final Caution UNKNOWN_SERVICES =
      new Caution(
          "calico-service-cidrs-unknown",
          "The interconnect asks for services to be announced, and the service CIDRs of the cluster"
              + " are not known. Calico is not told to announce any.",
          "Register the cluster again with serviceCidrs.");

  List<Caution> all() {
    List<Caution> all = new ArrayList<>(reading.cautions());
    reading.keys().caution(aim).ifPresent(all::add);
    all.addAll(aim.leaves() ? ofALeave() : ofAJoin());
    return all;
  }

  private List<Caution> ofALeave() {
    return reading.peers().stream()
        .filter(peer -> ObjectReading.isToGo(peer, aim) && !peer.isOfOneNode())
        .filter(peer -> ObjectReading.selector(peer) == null)
        .map(ObjectCautions::atOnce)
        .toList();
  }

  private List<Caution> ofAJoin() {
    List<Caution> all = new ArrayList<>();
    reading.nodes().stream()
        .filter(node -> node.isOutside(aim.cluster().asn()) && node.hostname().isEmpty())
        .map(ObjectCautions::peersToo)
        .forEach(all::add);
    if (aim.wishes().services() && aim.cluster().serviceCidrs().isEmpty()) {
      all.add(UNKNOWN_SERVICES);
    }
    if (!reading.filtering().served()) {
      all.add(UNFILTERED);
    }
    return all;
  }

  private static Caution atOnce(BgpPeer peer) {
    return new Caution(
        "calico-all-nodes-at-once",
        "The BGPPeer "
            + peer.name()
            + " has no nodeSelector, so Calico takes its sessions from all nodes at once.",
        "Nothing has to be done. Peers that Podspan makes today are taken node by node.");
  }

  private static Caution peersToo(CalicoNode node) {
    return new Caution(
        "calico-node-not-excluded",
        "The node "
            + node.name()
            + " is in another AS, and has no label "
            + NodeSelector.HOSTNAME
            + " by which the BGPPeer could leave it out.",
        "Give the node this label. Until then, it tries to peer with the reflector in vain.");
  }
}
