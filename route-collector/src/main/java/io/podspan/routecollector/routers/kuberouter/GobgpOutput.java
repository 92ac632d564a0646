package io.podspan.routecollector.routers.kuberouter;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code gobgp -j} prints, of GoBGP 2, 3 and 4. Depending on the version it is one value or
 * several, one after another; names have underscores, hyphens or capitals; states are numbers or
 * words. What has another form is counted and said.
 */
final class GobgpOutput {
  private static final List<String> STATES =
      List.of("Idle", "Idle", "Connect", "Active", "OpenSent", "OpenConfirm", "Established");
  private static final int NEXT_HOP = 3;
  private static final int MP_REACH_NLRI = 14;

  private GobgpOutput() {}

  /** {@code gobgp -j neighbor}. Without neighbors it prints an empty list or {@code null}. */
  static Answer<List<NodeSession>> sessions(String text) throws OutputFault {
    List<NodeSession> sessions = new ArrayList<>();
    int unread = 0;
    for (JsonNode value : JsonOutput.values(text, "gobgp neighbor")) {
      for (JsonNode peer : value.isObject() ? List.of(value) : value) {
        Optional<NodeSession> session = session(peer);
        session.ifPresent(sessions::add);
        unread += session.isPresent() ? 0 : 1;
      }
    }
    return Answer.of(List.copyOf(sessions), gap("neighbor", unread, "peer"));
  }

  private static @Nullable String gap(String command, int unread, String noun) {
    return unread == 0
        ? null
        : "gobgp %s printed %d %s%s in a form that none of GoBGP 2, 3 and 4 prints"
            .formatted(command, unread, noun, unread == 1 ? "" : "s");
  }

  private static Optional<NodeSession> session(JsonNode peer) {
    JsonNode state = JsonOutput.first(peer, "state", "State");
    JsonNode conf = JsonOutput.first(peer, "conf", "config", "Conf");
    String address = address(state);
    String named = address.isEmpty() ? address(conf) : address;
    long asn = Math.max(asn(state), asn(conf));
    return PrintedAddress.address(named)
        .flatMap(a -> state(state).map(word -> new NodeSession(a, asn, word, false)));
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

  /**
   * A number of the API's enumeration, or its name with or without a prefix. A state of 0 is left
   * out by some versions.
   */
  private static Optional<String> state(JsonNode state) {
    JsonNode value = JsonOutput.first(state, "session_state", "sessionState", "session-state");
    if (value.isMissingNode()) {
      return state.isObject() ? Optional.of("Idle") : Optional.empty();
    }
    if (value.isNumber()) {
      int number = value.asInt(-1);
      return number >= 0 && number < STATES.size()
          ? Optional.of(STATES.get(number))
          : Optional.empty();
    }
    String name = value.asText("").replaceAll("[_-]", "").toUpperCase(Locale.ROOT);
    if (name.endsWith("UNKNOWN") || name.endsWith("UNSPECIFIED")) {
      return Optional.of("Idle");
    }
    return STATES.stream()
        .filter(known -> name.endsWith(known.toUpperCase(Locale.ROOT)))
        .findFirst();
  }

  /** {@code gobgp -j global rib}: the best paths. An empty table is printed as an empty object. */
  static Answer<RouterTable> rib(String text) throws OutputFault {
    List<RouteEntry> best = new ArrayList<>();
    int unread = 0;
    for (JsonNode value : JsonOutput.values(text, "gobgp global rib")) {
      if (!value.isObject()) {
        throw new OutputFault("gobgp global rib did not print an object");
      }
      for (Map.Entry<String, JsonNode> destination : destinations(value)) {
        JsonNode paths = JsonOutput.first(destination.getValue(), "paths", "Paths");
        for (JsonNode path : paths.isArray() ? paths : destination.getValue()) {
          if (JsonOutput.first(path, "best", "Best").asBoolean(false)) {
            Optional<RouteEntry> route = route(destination.getKey(), path);
            route.ifPresent(best::add);
            unread += route.isPresent() ? 0 : 1;
          }
        }
      }
    }
    return Answer.of(new RouterTable(best), gap("global rib", unread, "best path"));
  }

  /** By prefix: an object of destinations, or one destination that names its prefix. */
  private static Collection<Map.Entry<String, JsonNode>> destinations(JsonNode value) {
    JsonNode prefix = JsonOutput.first(value, "prefix", "Prefix");
    return prefix.isTextual() ? List.of(Map.entry(prefix.asText(), value)) : value.properties();
  }

  private static Optional<RouteEntry> route(String destination, JsonNode path) {
    Optional<String> nextHop = PrintedAddress.address(nextHop(path));
    return PrintedAddress.prefix(prefix(path, destination))
        .flatMap(p -> nextHop.map(hop -> new RouteEntry(p, hop)));
  }

  /** As text, or as address and length apart. */
  private static String prefix(JsonNode path, String destination) {
    JsonNode nlri = JsonOutput.first(path, "nlri", "Nlri");
    JsonNode prefix = JsonOutput.first(nlri, "prefix", "Prefix");
    JsonNode apart = prefix.isObject() ? prefix : nlri;
    JsonNode length = JsonOutput.first(apart, "prefix_len", "prefixLen", "prefix-len");
    String address = JsonOutput.first(apart, "prefix").asText("");
    if (!length.isMissingNode() && !address.isEmpty() && address.indexOf('/') < 0) {
      return address + "/" + length.asInt(-1);
    }
    return address.isEmpty() ? destination : address;
  }

  private static String nextHop(JsonNode path) {
    for (JsonNode attribute : JsonOutput.first(path, "attrs", "Attrs", "pattrs")) {
      int type = attribute.path("type").asInt(0);
      JsonNode hop = JsonOutput.first(attribute, "nexthop", "next_hop", "nextHop", "next-hop");
      // Some versions name the attribute instead of its type, with the next hop inside.
      JsonNode inner = JsonOutput.first(hop, "nexthop", "next_hop", "nextHop");
      String text = (inner.isMissingNode() ? hop : inner).asText("");
      boolean typed = !attribute.path("type").isMissingNode();
      if ((!typed || type == NEXT_HOP || type == MP_REACH_NLRI) && !text.isEmpty()) {
        return text;
      }
    }
    return "";
  }
}
