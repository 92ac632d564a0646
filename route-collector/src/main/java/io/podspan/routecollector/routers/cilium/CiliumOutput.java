package io.podspan.routecollector.routers.cilium;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.JsonOutput;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code cilium-dbg bgp} prints as JSON. A row in another form is left out, and counted and
 * said.
 */
final class CiliumOutput {
  /** In the order of the agent's own numbers. */
  private static final List<String> STATES =
      List.of("Idle", "Idle", "Connect", "Active", "OpenSent", "OpenConfirm", "Established");

  private static final long LARGEST_ASN = 4294967295L;

  private CiliumOutput() {}

  /** {@code bgp peers}: a list of peers, or of instances with a list of peers each. */
  static Answer<List<NodeSession>> sessions(String text) throws OutputFault {
    List<NodeSession> sessions = new ArrayList<>();
    int unread = 0;
    for (JsonNode value : JsonOutput.values(text, "cilium-dbg bgp peers")) {
      for (JsonNode peer : peers(value)) {
        Optional<NodeSession> session = session(peer);
        session.ifPresent(sessions::add);
        unread += session.isPresent() ? 0 : 1;
      }
    }
    return Answer.of(List.copyOf(sessions), gap("bgp peers", unread, "peer"));
  }

  private static List<JsonNode> peers(JsonNode value) {
    List<JsonNode> peers = new ArrayList<>();
    for (JsonNode row : value) {
      JsonNode ofInstance = JsonOutput.first(row, "peers", "Peers");
      if (ofInstance.isMissingNode()) {
        peers.add(row);
      } else {
        ofInstance.forEach(peers::add);
      }
    }
    return peers;
  }

  private static @Nullable String gap(String command, int unread, String noun) {
    return unread == 0
        ? null
        : "cilium-dbg %s printed %d %s%s in a form that is not known"
            .formatted(command, unread, noun, unread == 1 ? "" : "s");
  }

  private static Optional<NodeSession> session(JsonNode peer) {
    long asn = peer.path("peer-asn").asLong(0);
    return PrintedAddress.address(peer.path("peer-address").asText(""))
        .flatMap(
            address ->
                state(peer.path("session-state"))
                    .map(
                        state ->
                            new NodeSession(
                                address, asn < 0 || asn > LARGEST_ASN ? 0 : asn, state, false)));
  }

  /** A word such as {@code open_sent}, or its number; left out while it is not known. */
  private static Optional<String> state(JsonNode state) {
    if (state.isMissingNode() || state.isNull()) {
      return Optional.of("Idle");
    }
    if (state.isNumber()) {
      int number = state.asInt(-1);
      return number >= 0 && number < STATES.size()
          ? Optional.of(STATES.get(number))
          : Optional.empty();
    }
    String word = state.asText("").replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    return word.equals("unknown")
        ? Optional.of("Idle")
        : STATES.stream().filter(s -> s.toLowerCase(Locale.ROOT).equals(word)).findFirst();
  }

  /** {@code bgp routes available}: by prefix, its paths. */
  static Answer<RouterTable> rib(String text) throws OutputFault {
    List<RouteEntry> best = new ArrayList<>();
    int unread = 0;
    for (JsonNode value : JsonOutput.values(text, "cilium-dbg bgp routes")) {
      if (value.isObject()) {
        throw new OutputFault("cilium-dbg bgp routes did not print a list");
      }
      for (JsonNode route : value) {
        for (JsonNode path : route.path("paths")) {
          if (path.path("best").asBoolean(false)) {
            Optional<RouteEntry> entry = entry(route, path);
            entry.ifPresent(best::add);
            unread += entry.isPresent() ? 0 : 1;
          }
        }
      }
    }
    return Answer.of(new RouterTable(best), gap("bgp routes", unread, "best path"));
  }

  private static Optional<RouteEntry> entry(JsonNode route, JsonNode path) {
    return PrintedAddress.prefix(route.path("prefix").asText(""))
        .flatMap(prefix -> nextHop(path).map(hop -> new RouteEntry(prefix, hop)));
  }

  private static Optional<String> nextHop(JsonNode path) {
    for (JsonNode attribute : path.path("path-attributes")) {
      Optional<String> hop =
          PathAttribute.decode(attribute.path("base64").asText(""))
              .flatMap(PathAttribute::nextHop)
              .flatMap(PrintedAddress::address);
      if (hop.isPresent()) {
        return hop;
      }
    }
    return Optional.empty();
  }
}
