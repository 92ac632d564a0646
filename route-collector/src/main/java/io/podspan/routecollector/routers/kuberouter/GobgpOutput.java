package io.podspan.routecollector.routers.kuberouter;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What {@code gobgp -j} prints, of GoBGP 3 and 4. */
final class GobgpOutput {
  private static final List<String> STATES =
      List.of("Idle", "Idle", "Connect", "Active", "OpenSent", "OpenConfirm", "Established");
  private static final int NEXT_HOP = 3;
  private static final int MP_REACH_NLRI = 14;

  private GobgpOutput() {}

  /** {@code gobgp -j neighbor}. */
  static List<NodeSession> sessions(String text) throws OutputFault {
    JsonNode root = JsonOutput.parse(text, "gobgp neighbor");
    if (!root.isArray()) {
      throw new OutputFault("gobgp neighbor did not print a list");
    }
    List<NodeSession> sessions = new ArrayList<>();
    for (JsonNode peer : root) {
      JsonNode state = JsonOutput.first(peer, "state", "State");
      JsonNode conf = JsonOutput.first(peer, "conf", "config", "Conf");
      String address = address(state);
      if (address.isEmpty()) {
        address = address(conf);
      }
      long asn = Math.max(asn(state), asn(conf));
      String word = state(state);
      PrintedAddress.address(address)
          .ifPresent(a -> sessions.add(new NodeSession(a, asn, word, false)));
    }
    return sessions;
  }

  private static String address(JsonNode node) {
    return JsonOutput.first(node, "neighbor_address", "neighborAddress", "neighbor-address")
        .asText("");
  }

  private static long asn(JsonNode node) {
    long asn =
        JsonOutput.first(node, "peer_asn", "peerAsn", "peer-asn", "peer_as", "peer-as").asLong(0);
    return asn < 0 || asn > 4294967295L ? 0 : asn;
  }

  /** A number of the API's enumeration, or its name with or without a prefix. */
  private static String state(JsonNode state) {
    JsonNode value = JsonOutput.first(state, "session_state", "sessionState", "session-state");
    if (value.isNumber()) {
      int number = value.asInt();
      return number >= 0 && number < STATES.size() ? STATES.get(number) : "Idle";
    }
    String name = value.asText("").replace("_", "").toUpperCase(Locale.ROOT);
    return STATES.stream()
        .filter(known -> name.endsWith(known.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse("Idle");
  }

  /** {@code gobgp -j global rib}: the best paths. An empty table is printed as an empty object. */
  static List<RouteEntry> rib(String text) throws OutputFault {
    JsonNode root = JsonOutput.parse(text, "gobgp global rib");
    if (!root.isObject()) {
      throw new OutputFault("gobgp global rib did not print an object");
    }
    List<RouteEntry> routes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> destination : root.properties()) {
      JsonNode paths = JsonOutput.first(destination.getValue(), "paths", "Paths");
      for (JsonNode path : paths.isArray() ? paths : destination.getValue()) {
        addBest(routes, destination.getKey(), path);
      }
    }
    return routes;
  }

  private static void addBest(List<RouteEntry> routes, String destination, JsonNode path) {
    if (!JsonOutput.first(path, "best", "Best").asBoolean(false)) {
      return;
    }
    String prefix = JsonOutput.first(path, "nlri", "Nlri").path("prefix").asText(destination);
    Optional<String> nextHop = PrintedAddress.address(nextHop(path));
    PrintedAddress.prefix(prefix)
        .flatMap(p -> nextHop.map(hop -> new RouteEntry(p, hop)))
        .ifPresent(routes::add);
  }

  private static String nextHop(JsonNode path) {
    for (JsonNode attribute : JsonOutput.first(path, "attrs", "Attrs", "pattrs")) {
      int type = attribute.path("type").asInt(0);
      if (type == NEXT_HOP || type == MP_REACH_NLRI) {
        return JsonOutput.first(attribute, "nexthop", "next_hop", "nextHop").asText("");
      }
    }
    return "";
  }
}
