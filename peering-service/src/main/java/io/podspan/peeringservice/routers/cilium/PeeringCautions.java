package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an operator should know before peerings of Cilium come or change. Pure. */
record PeeringCautions(CiliumSettings settings) {
  /**
   * @param edited what somebody changed of our objects
   * @param atOnce whether other peers come and go on all nodes at the first one's turn
   */
  List<Caution> of(Aim aim, List<EditedObject> edited, boolean atOnce) {
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
    if (!edited.isEmpty()) {
      cautions.add(edited(edited));
    }
    return cautions;
  }

  private static Caution edited(List<EditedObject> objects) {
    return new Caution(
        "cilium-objects-edited",
        "Somebody changed fields of "
            + objects.stream().map(EditedObject::shown).collect(Collectors.joining(", "))
            + ". They are written again, for all nodes at once. Where the port, the timers, or the"
            + " families of a peer change, its sessions begin again.",
        "Nothing has to be done, or withdraw the interconnect if this was meant.");
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
