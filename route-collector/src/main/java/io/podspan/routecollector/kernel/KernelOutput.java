package io.podspan.routecollector.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.IpFamily;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.KernelRoute;
import io.podspan.routecollector.route.KernelRoute.Link;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code ip -j route show} prints, with {@code -4} or {@code -6}. Some versions ignore {@code
 * -j} and print text ({@link KernelText}); some print the kind of a route without its key. Each row
 * is read by itself: one that cannot be read costs no other.
 */
final class KernelOutput {
  private KernelOutput() {}

  /**
   * The routes, and how many rows could not be read.
   *
   * @param family of the table; only {@code default} does not show it
   */
  static Answer<List<KernelRoute>> routes(IpFamily family, String text) throws OutputFault {
    // Of an empty table some versions print nothing at all.
    if (text.isBlank()) {
      return new Answer.Whole<>(List.of());
    }
    if (!text.strip().startsWith("[")) {
      return KernelText.routes(family, text);
    }
    List<KernelRoute> routes = new ArrayList<>();
    int unread = 0;
    for (String row : JsonRows.of(text)) {
      Optional<List<KernelRoute>> read = JsonRows.parse(row).flatMap(json -> row(family, json));
      read.ifPresent(routes::addAll);
      unread += read.isPresent() ? 0 : 1;
    }
    return Answer.of(List.copyOf(routes), gap(unread));
  }

  static @Nullable String gap(int unread) {
    return unread == 0
        ? null
        : "ip route printed " + unread + (unread == 1 ? " row" : " rows") + " in an unknown form";
  }

  /** The destination as a prefix. */
  static Optional<String> prefix(IpFamily family, String destination) {
    String all = family == IpFamily.IPV6 ? "::/0" : "0.0.0.0/0";
    return PrintedAddress.prefix(destination.equals("default") ? all : destination);
  }

  private static Optional<List<KernelRoute>> row(IpFamily family, JsonNode route) {
    if (!route.path("tos").isMissingNode()) {
      // Such a route takes packets with this mark only.
      return Optional.of(List.of());
    }
    return prefix(family, route.path("dst").asText("")).flatMap(prefix -> hops(prefix, route));
  }

  private static Optional<List<KernelRoute>> hops(String prefix, JsonNode route) {
    JsonNode hops = route.path("nexthops");
    if (!hops.isArray() || hops.isEmpty()) {
      return route(prefix, route, route, false).map(List::of);
    }
    List<KernelRoute> routes = new ArrayList<>();
    hops.forEach(hop -> route(prefix, route, hop, true).ifPresent(routes::add));
    return routes.size() == hops.size() ? Optional.of(routes) : Optional.empty();
  }

  private static Optional<KernelRoute> route(
      String prefix, JsonNode whole, JsonNode hop, boolean shared) {
    String gateway = gateway(hop);
    Optional<String> address = PrintedAddress.address(gateway);
    if (address.isEmpty() && !gateway.isEmpty()) {
      return Optional.empty();
    }
    String device = hop.path("dev").asText("");
    return Optional.of(
        new KernelRoute(
            prefix,
            address.orElse(null),
            device.isEmpty() ? null : device,
            whole.path("type").asText("unicast"),
            whole.path("metric").asLong(0),
            link(hop.path("flags")),
            shared,
            whole.path("protocol").asText(KernelRoute.BY_HAND),
            whole.path("table").asText(KernelRoute.MAIN)));
  }

  /** A gateway of the other family is called {@code via} (RFC 8950). */
  private static String gateway(JsonNode hop) {
    return JsonOutput.first(hop, "gateway").asText(hop.path("via").path("host").asText(""));
  }

  private static Link link(JsonNode flags) {
    Link link = Link.UP;
    for (JsonNode flag : flags) {
      link = KernelText.worse(link, flag.asText(""));
    }
    return link;
  }
}
