package io.podspan.routecollector.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ip -j route show} prints, with {@code -4} or {@code -6}. */
final class KernelOutput {
  private KernelOutput() {}

  /**
   * @param family of the table; only {@code default} does not show it
   */
  static List<KernelRoute> routes(IpFamily family, String text) throws OutputFault {
    String all = family == IpFamily.IPV6 ? "::/0" : "0.0.0.0/0";
    // Of an empty table some versions print nothing at all.
    JsonNode root = JsonOutput.parse(text.isBlank() ? "[]" : text, "ip route");
    if (!root.isArray()) {
      throw new OutputFault("ip route did not print a list");
    }
    List<KernelRoute> routes = new ArrayList<>();
    for (JsonNode route : root) {
      String destination = route.path("dst").asText("");
      PrintedAddress.prefix(destination.equals("default") ? all : destination)
          .ifPresent(prefix -> add(routes, prefix, route));
    }
    return routes;
  }

  private static void add(List<KernelRoute> routes, String prefix, JsonNode route) {
    String kind = route.path("type").asText("unicast");
    JsonNode hops = route.path("nexthops");
    if (hops.isArray() && !hops.isEmpty()) {
      hops.forEach(hop -> routes.add(route(prefix, hop, kind)));
    } else {
      routes.add(route(prefix, route, kind));
    }
  }

  private static KernelRoute route(String prefix, JsonNode hop, String kind) {
    String gateway = hop.path("gateway").asText("");
    String device = hop.path("dev").asText("");
    return new KernelRoute(
        prefix, PrintedAddress.address(gateway).orElse(null), presentOrNull(device), kind);
  }

  private static @Nullable String presentOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
