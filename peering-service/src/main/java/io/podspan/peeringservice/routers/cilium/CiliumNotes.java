package io.podspan.peeringservice.routers.cilium;

import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.Answer.Unknown;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.ArrayList;
import java.util.List;

/** Cilium's answers to the questions of preflight. */
record CiliumNotes(CiliumSettings settings) {
  private static final List<RouterNote> ALWAYS =
      List.of(
          RouterNote.pass(
              Check.GRACEFUL_RESTART,
              "Cilium takes peers while it runs. No agent restarts, and the peers that Podspan adds"
                  + " have graceful restart."),
          RouterNote.pass(Check.ROUTER_IMAGE, "No agent restarts, so none is replaced."),
          RouterNote.pass(
              Check.ROUTER_VERSIONS, "No agent restarts, so each node keeps what it runs."),
          RouterNote.pass(
              Check.OWNER, "Podspan adds objects of its own, and changes none of others."),
          RouterNote.pass(Check.UPDATE_STRATEGY, "No agent restarts."),
          RouterNote.pass(Check.DISRUPTION_BUDGET, "No agent goes."),
          RouterNote.pass(Check.ADMIN_PORT, "The agent's engine has no port for administration."),
          RouterNote.pass(Check.NODE_REFLECTS, "Cilium's agents reflect no routes."),
          RouterNote.pass(
              Check.COMMUNITIES, "Podspan's CiliumBGPAdvertisements have no communities."));

  List<RouterNote> all() {
    List<RouterNote> notes = new ArrayList<>(ALWAYS);
    notes.add(announced());
    notes.add(sources());
    return notes;
  }

  private RouterNote announced() {
    return switch (settings.addressing()) {
      case Known<String>(String mode, String source) when CiliumSettings.announcesPods(mode) ->
          RouterNote.pass(
              Check.PODS_ANNOUNCED,
              "The agents announce "
                  + (mode.equals(CiliumSettings.POOLS)
                      ? "what nodes have of CiliumPodIPPools"
                      : "pod CIDRs")
                  + ": ipam is "
                  + mode
                  + ", "
                  + source
                  + ".");
      case Known<String>(String mode, String source) ->
          RouterNote.block(
              Check.PODS_ANNOUNCED,
              "pods-not-announced",
              source + " has ipam " + mode + ", with which Cilium announces no pod CIDRs of nodes.",
              "Join clusters with the mode cluster-pool, multi-pool or kubernetes.");
      case Unknown<String>(String why) ->
          RouterNote.unchecked(
              Check.PODS_ANNOUNCED,
              "pods-announced-unknown",
              "Whether the agents announce pod CIDRs could not be read: " + why + ".",
              "Grant the right to get this ConfigMap.");
    };
  }

  private RouterNote sources() {
    return switch (settings.masquerades()) {
      case Known<Boolean>(Boolean on, String source) when !on ->
          RouterNote.pass(Check.POD_SOURCE_ADDRESS, "Cilium does not masquerade: " + source + ".");
      case Known<Boolean>(_, String source) ->
          RouterNote.caution(
              Check.POD_SOURCE_ADDRESS,
              "pods-masqueraded",
              "Cilium masquerades what pods send to addresses outside of ipv4-native-routing-cidr "
                  + settings.nativeRouting()
                  + " ("
                  + source
                  + "). Pods of other clusters see the address of the node.",
              "If they are to see the pod's own address, set ipv4-native-routing-cidr to one that"
                  + " has the pods of all clusters in it.");
      case Unknown<Boolean>(String why) ->
          RouterNote.unchecked(
              Check.POD_SOURCE_ADDRESS,
              "pods-masqueraded-unknown",
              "Whether Cilium masquerades could not be read: " + why + ".",
              "Grant the right to get this ConfigMap.");
    };
  }
}
