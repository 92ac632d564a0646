package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What kube-router's flags and image say to the checks of preflight. Pure. */
final class FlagNotes {
  private static final String GRACEFUL = "--bgp-graceful-restart";
  private static final String GRACEFUL_TIME = "--bgp-graceful-restart-time";
  private static final String ADVERTISE = "--advertise-pod-cidr";
  private static final String EGRESS = "--enable-pod-egress";

  private FlagNotes() {}

  /**
   * @param starts what is known of the last starts, a clause; empty if nothing is
   */
  static List<RouterNote> of(RouterDaemonSet set, Optional<String> starts) {
    RouterFlags flags = set.effective();
    return List.of(
        gracefulRestart(flags, starts),
        podsAnnounced(flags),
        podSource(flags),
        image(set),
        AdminPort.note(flags, Objects.requireNonNullElse(set.container().getImage(), "")));
  }

  private static RouterNote gracefulRestart(RouterFlags flags, Optional<String> starts) {
    String measured = starts.map(clause -> " Measured: " + clause + ".").orElse("");
    Optional<Boolean> on = flags.isOn(GRACEFUL, false);
    if (on.isEmpty()) {
      return unreadable(Check.GRACEFUL_RESTART, GRACEFUL);
    }
    if (on.get()) {
      return RouterNote.pass(
          Check.GRACEFUL_RESTART,
          "kube-router restarts gracefully ("
              + GRACEFUL
              + ", "
              + flags.value(GRACEFUL_TIME).orElse("90s")
              + "): the routes to a node's pods stay while its router restarts."
              + measured);
    }
    return RouterNote.caution(
        Check.GRACEFUL_RESTART,
        "graceful-restart-off",
        "kube-router runs without "
            + GRACEFUL
            + ". While the router of a node restarts, other nodes have no routes to its pods, for"
            + " some seconds per node."
            + measured,
        "Set " + GRACEFUL + "=true first if that is too long.");
  }

  private static RouterNote podsAnnounced(RouterFlags flags) {
    Optional<Boolean> on = flags.isOn(ADVERTISE, true);
    if (on.isEmpty()) {
      return unreadable(Check.PODS_ANNOUNCED, ADVERTISE);
    }
    return on.get()
        ? RouterNote.pass(Check.PODS_ANNOUNCED, "kube-router announces the pod CIDRs of its nodes.")
        : RouterNote.block(
            Check.PODS_ANNOUNCED,
            "pods-not-announced",
            "kube-router runs with "
                + ADVERTISE
                + "=false. It would not announce the pods to the reflector, and no other cluster"
                + " would have a route to them.",
            "Set " + ADVERTISE + "=true, then try again.");
  }

  private static RouterNote podSource(RouterFlags flags) {
    Optional<Boolean> on = flags.isOn(EGRESS, true);
    if (on.isEmpty()) {
      return unreadable(Check.POD_SOURCE_ADDRESS, EGRESS);
    }
    return on.get()
        ? RouterNote.caution(
            Check.POD_SOURCE_ADDRESS,
            "pods-masqueraded",
            "kube-router masquerades traffic from pods to other clusters. The other clusters see"
                + " node addresses instead of pod addresses.",
            "Run it with "
                + EGRESS
                + "=false, or declare the interconnect with podSourceAddress preserve, if they"
                + " should see pod addresses.")
        : RouterNote.pass(
            Check.POD_SOURCE_ADDRESS, "kube-router does not masquerade traffic from pods.");
  }

  private static RouterNote image(RouterDaemonSet set) {
    String image = Objects.requireNonNullElse(set.container().getImage(), "");
    boolean pinned = image.contains("@") || DaemonSets.version(image).isPresent();
    String policy =
        Objects.requireNonNullElse(
            set.container().getImagePullPolicy(), pinned ? "IfNotPresent" : "Always");
    return !pinned && policy.equals("Always")
        ? RouterNote.caution(
            Check.ROUTER_IMAGE,
            "unpinned-image",
            "The image "
                + image
                + " has no version tag and is pulled at each start. A restart may bring another"
                + " release of kube-router.",
            "Set a version tag first.")
        : RouterNote.pass(Check.ROUTER_IMAGE, "A restart runs the same image, " + image + ".");
  }

  static RouterNote unreadable(Check check, String flag) {
    return RouterNote.unchecked(
        check,
        "flag-unreadable",
        "The value of kube-router's flag " + flag + " cannot be read.",
        "Write true or false there.");
  }
}
