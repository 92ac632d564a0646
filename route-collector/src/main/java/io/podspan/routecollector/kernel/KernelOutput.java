package io.podspan.routecollector.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.routecollector.route.Ipv4Prefix;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ip -j route show} prints. */
final class KernelOutput {
  private KernelOutput() {}

  static List<KernelRoute> routes(String text) throws OutputFault {
    // Of an empty table some versions print nothing at all.
    JsonNode root = JsonOutput.parse(text.isBlank() ? "[]" : text, "ip route");
    if (!root.isArray()) {
      throw new OutputFault("ip route did not print a list");
    }
    List<KernelRoute> routes = new ArrayList<>();
    for (JsonNode route : root) {
      String destination = route.path("dst").asText("");
      Ipv4Prefix.parse(destination.equals("default") ? "0.0.0.0/0" : destination)
          .ifPresent(prefix -> add(routes, prefix.toString(), route));
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
        prefix, Ipv4Prefix.isAddress(gateway) ? gateway : null, presentOrNull(device), kind);
  }

  private static @Nullable String presentOrNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
