package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.IpAddress;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import java.util.Optional;

/**
 * GoBGP's port for administration, which asks nobody who they are. Up to 2.8 kube-router opens it
 * on the node's address; later ones do if a flag says so. Pure.
 */
final class AdminPort {
  private static final String PORT = "--gobgp-admin-port";
  private static final String ADDRESS = "--gobgp-admin-address";
  private static final String DEFAULT_PORT = "50051";

  private AdminPort() {}

  static RouterNote note(RouterFlags flags, String image) {
    if (flags.isUnreadable(PORT) || flags.isUnreadable(ADDRESS)) {
      return FlagNotes.unreadable(Check.ADMIN_PORT, flags.isUnreadable(PORT) ? PORT : ADDRESS);
    }
    String port = flags.value(PORT).orElse(DEFAULT_PORT);
    if (port.equals("0")) {
      return RouterNote.pass(Check.ADMIN_PORT, "kube-router opens none (" + PORT + "=0).");
    }
    String address = flags.value(ADDRESS).orElse("");
    if (!address.isEmpty() && !isLoopback(address)) {
      return open(port, "by its flag " + ADDRESS + "=" + address);
    }
    Optional<Release> release = Release.of(image);
    if (release.isEmpty()) {
      return RouterNote.unchecked(
          Check.ADMIN_PORT,
          "router-admin-port-unchecked",
          "The image "
              + image
              + " does not say its release. Up to 2.8 kube-router opens port "
              + port
              + " of the node to everybody.",
          "Set " + PORT + "=0, or a version tag of 2.9 or newer.");
    }
    return release.get().isBefore(2, 9)
        ? open(port, "as every release before 2.9 does, and this is " + release.get())
        : RouterNote.pass(
            Check.ADMIN_PORT,
            "kube-router " + release.get() + " opens port " + port + " on 127.0.0.1 only.");
  }

  private static boolean isLoopback(String address) {
    return address.equals("localhost")
        || IpAddress.parse(address).filter(a -> a.toString().startsWith("127.")).isPresent()
        || address.equals("::1");
  }

  private static RouterNote open(String port, String why) {
    return RouterNote.caution(
        Check.ADMIN_PORT,
        "router-admin-port-open",
        "kube-router opens port "
            + port
            + " on the address of the node, "
            + why
            + ". Whoever reaches it can change the routes, and after the join pods of other"
            + " clusters may.",
        "Set " + PORT + "=0, or let a firewall close it.");
  }
}
