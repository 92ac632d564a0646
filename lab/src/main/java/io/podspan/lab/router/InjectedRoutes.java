package io.podspan.lab.router;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.lab.api.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Selects the best paths for the kernel: learned ones whose next hop is on the nodes' subnet. Skips
 * others silently, as kube-router does without its overlay.
 *
 * <p>Owned by the injector's reading thread.
 */
final class InjectedRoutes {
  /** The number that kube-router marks its routes with. */
  static final int PROTOCOL = 17;

  private static final int NEXT_HOP_ATTRIBUTE = 3;

  private final Prefix subnet;
  private final Map<String, String> nextHops = new TreeMap<>();

  InjectedRoutes(Prefix subnet) {
    this.subnet = subnet;
  }

  /**
   * Takes one line of {@code gobgp monitor global rib -j}: a list of new best paths.
   *
   * @return what to feed to {@code ip -batch}
   */
  List<String> apply(String line) {
    var commands = new ArrayList<String>();
    for (JsonNode path : Json.parse(line)) {
      apply(path).ifPresent(commands::add);
    }
    return commands;
  }

  private Optional<String> apply(JsonNode path) {
    String prefix = path.at("/nlri/prefix").asText();
    if (!isIpv4Prefix(prefix)) {
      return Optional.empty();
    }
    boolean learned = path.has("neighbor-ip");
    boolean withdrawn = path.path("withdrawal").asBoolean();
    Optional<String> nextHop =
        learned && !withdrawn ? nextHop(path).filter(this::isOnSubnet) : Optional.empty();
    if (nextHop.isEmpty()) {
      return nextHops.remove(prefix) == null
          ? Optional.empty()
          : Optional.of("route del " + prefix + " proto " + PROTOCOL);
    }
    nextHops.put(prefix, nextHop.get());
    return Optional.of(replace(prefix, nextHop.get()));
  }

  /** All routes again, because another process may have removed some. */
  List<String> all() {
    var commands = new ArrayList<String>();
    nextHops.forEach((prefix, nextHop) -> commands.add(replace(prefix, nextHop)));
    return commands;
  }

  private static String replace(String prefix, String nextHop) {
    return "route replace " + prefix + " via " + nextHop + " proto " + PROTOCOL;
  }

  private static Optional<String> nextHop(JsonNode path) {
    for (JsonNode attribute : path.path("attrs")) {
      if (attribute.path("type").asInt() == NEXT_HOP_ATTRIBUTE) {
        return Optional.of(attribute.path("nexthop").asText());
      }
    }
    return Optional.empty();
  }

  private boolean isOnSubnet(String nextHop) {
    return IpAddress.parse(nextHop).filter(subnet::contains).isPresent();
  }

  private static boolean isIpv4Prefix(String text) {
    return Prefix.parse(text).filter(prefix -> !prefix.ipv6()).isPresent();
  }
}
