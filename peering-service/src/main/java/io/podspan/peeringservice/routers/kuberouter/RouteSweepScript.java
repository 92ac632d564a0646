package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.IpFamily;
import io.podspan.addresses.Prefix;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that takes kube-router's routes out of a node's kernel: a constant script, with what
 * to select as its arguments. kube-router marks its routes with protocol 17 and leaves them when it
 * ends; one that starts again without the peer does not know them any more.
 */
final class RouteSweepScript {
  private static final String SCRIPT =
      """
      while [ $# -ge 3 ]; do
        ip "$1" route flush "$2" "$3" proto 17 || exit 1
        shift 3
      done
      echo '== done'
      """;

  private RouteSweepScript() {}

  static String[] command(LeftRoutes routes) {
    List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "podspan-routes"));
    for (Prefix prefix : routes.prefixes()) {
      words.addAll(List.of(family(prefix.family()), "root", prefix.toString()));
    }
    for (String gateway : routes.gateways()) {
      words.addAll(List.of(family(IpAddress.of(gateway).family()), "via", gateway));
    }
    return words.toArray(String[]::new);
  }

  private static String family(IpFamily family) {
    return switch (family) {
      case IPV4 -> "-4";
      case IPV6 -> "-6";
    };
  }
}
