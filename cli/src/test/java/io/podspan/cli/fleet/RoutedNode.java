package io.podspan.cli.fleet;

import io.podspan.events.RouteEntry;
import io.podspan.lab.api.Performance;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A node whose router is played: it has the routes to all other nodes, in its router and in its
 * kernel, and a few that change. Each change is a next version of one of those: the old prefix goes
 * and a new one comes, which says its version.
 */
final class RoutedNode {
  private static final String REFLECTOR = Objects.REFLECTOR;
  private static final String SESSIONS =
      """
      [{"conf":{"local_asn":64512,"neighbor_address":"%1$s","peer_asn":64512},\
      "state":{"neighbor_address":"%1$s","peer_asn":64512,"session_state":6}}]
      """
          .formatted(REFLECTOR);
  private static final String RULES =
      """
      [{"priority":0,"src":"all","table":"local"},{"priority":32766,"src":"all","table":"main"},\
      {"priority":32767,"src":"all","table":"default"}]
      """;
  private static final String LINKS =
      """
      2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP group default
          inet %s/8 brd 172.255.255.255 scope global eth0
             valid_lft forever preferred_lft forever
      """;

  private final SimulatedNode node;
  private final List<RouteEntry> routes;
  private final AtomicIntegerArray versions;
  private final Set<Performance.Stage> streams = ConcurrentHashMap.newKeySet();
  private final AtomicLong commands = new AtomicLong();

  /**
   * @param routes those that stay, its own among them
   * @param changing how many can change
   */
  RoutedNode(SimulatedNode node, List<RouteEntry> routes, int changing) {
    this.node = node;
    this.routes = routes;
    this.versions = new AtomicIntegerArray(changing);
  }

  String name() {
    return node.name();
  }

  int changing() {
    return versions.length();
  }

  long commands() {
    return commands.get();
  }

  int streams() {
    return streams.size();
  }

  /** The prefix of one of the routes that change. */
  static String prefix(int slot, int version) {
    return "%d.%d.%d.%d/32".formatted(100 + slot / 64, 64 + slot % 64, version >> 8, version & 255);
  }

  /** The version of a prefix, as the place of its route, times 65,536, and it; -1 for others. */
  static int version(String prefix) {
    String[] octets = prefix.split("[./]");
    int first = Integer.parseInt(octets[0]);
    if (octets.length != 5 || !octets[4].equals("32") || first < 100 || first > 110) {
      return -1;
    }
    int slot = (first - 100) * 64 + Integer.parseInt(octets[1]) - 64;
    return slot << 16 | Integer.parseInt(octets[2]) << 8 | Integer.parseInt(octets[3]);
  }

  /**
   * The next version of a route comes, and those that follow the node are told.
   *
   * @return its version
   */
  int change(int slot) {
    int now = versions.incrementAndGet(slot);
    String old = prefix(slot, now - 1);
    String fresh = prefix(slot, now);
    String hop = nextHop();
    for (Performance.Stage stream : streams) {
      stream.stdout(
          "[{\"nlri\":{\"prefix\":\"%s\"},\"age\":1,\"best\":true,\"attrs\":[{\"type\":3,\"nexthop\":\"%s\"}]}]%n"
              .formatted(fresh, hop));
      stream.stderr(
          "Deleted %1$s via %3$s dev eth0 proto 17 %n%2$s via %3$s dev eth0 proto 17 %n"
              .formatted(old.replace("/32", ""), fresh.replace("/32", ""), hop));
    }
    return now;
  }

  private String nextHop() {
    return routes.getLast().nextHop();
  }

  /** A second has passed. */
  void beat() {
    streams.forEach(stream -> stream.stderr(".\n"));
  }

  void play(List<String> command, Performance.Stage stage) {
    commands.incrementAndGet();
    if (command.contains("podspan-watch")) {
      stage.onLeave(() -> streams.remove(stage));
      streams.add(stage);
      return;
    }
    String output = output(String.join(" ", command));
    if (output == null) {
      stage.stderr("this node does not know " + command + "\n");
      stage.end(1);
    } else {
      stage.stdout(output);
      stage.end(0);
    }
  }

  private @org.jspecify.annotations.Nullable String output(String command) {
    return switch (command) {
      case "gobgp -j neighbor" -> SESSIONS;
      case "gobgp -j global rib" -> rib();
      case "ip -j route show" -> kernel();
      case "ip -4 -j rule" -> RULES;
      case "ip addr show" -> LINKS.formatted(node.address());
      default -> null;
    };
  }

  private String rib() {
    StringBuilder all = new StringBuilder(routes.size() * 256).append('{');
    routes.forEach(route -> path(all, route.prefix(), route.nextHop()));
    for (int slot = 0; slot < versions.length(); slot++) {
      path(all, prefix(slot, versions.get(slot)), nextHop());
    }
    return all.append("}\n").toString();
  }

  private static void path(StringBuilder all, String prefix, String hop) {
    all.append(all.length() == 1 ? "\"" : ",\"")
        .append(prefix)
        .append("\":[{\"nlri\":{\"prefix\":\"")
        .append(prefix)
        .append("\"},\"age\":1795453411,\"best\":true,\"attrs\":[{\"type\":1,\"value\":0},")
        .append("{\"type\":2,\"as_paths\":[]},{\"type\":3,\"nexthop\":\"")
        .append(hop)
        .append("\"},{\"type\":5,\"value\":100}],\"stale\":false,\"source-id\":\"")
        .append(REFLECTOR)
        .append("\",\"neighbor-ip\":\"")
        .append(REFLECTOR)
        .append("\"}]");
  }

  private String kernel() {
    StringBuilder all = new StringBuilder(routes.size() * 128);
    all.append("[{\"dst\":\"172.0.0.0/8\",\"dev\":\"eth0\",\"protocol\":\"kernel\",")
        .append("\"scope\":\"link\",\"prefsrc\":\"")
        .append(node.address())
        .append("\",\"flags\":[]}");
    for (RouteEntry route : routes) {
      if (!route.nextHop().equals(node.address())) {
        route(all, route.prefix(), route.nextHop());
      }
    }
    for (int slot = 0; slot < versions.length(); slot++) {
      route(all, prefix(slot, versions.get(slot)).replace("/32", ""), nextHop());
    }
    return all.append("]\n").toString();
  }

  private static void route(StringBuilder all, String destination, String hop) {
    all.append(",{\"dst\":\"")
        .append(destination)
        .append("\",\"gateway\":\"")
        .append(hop)
        .append("\",\"dev\":\"eth0\",\"protocol\":\"17\",\"flags\":[]}");
  }
}
