package io.podspan.routecollector.routers.calico;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code birdcl} prints, of BIRD 1.6 and 2. */
final class BirdOutput {
  private static final Pattern FIELD = Pattern.compile("\\s+([A-Za-z][A-Za-z ._]*?):\\s*(\\S*).*");
  private static final Pattern VIA = Pattern.compile("\\bvia\\s+(\\S+)");

  private BirdOutput() {}

  private static List<String> lines(String text, String command) throws OutputFault {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith("BIRD ")) {
      throw new OutputFault("birdcl " + command + " did not print BIRD's answer");
    }
    return lines.subList(1, lines.size());
  }

  private static boolean indented(String line) {
    return !line.isEmpty() && Character.isWhitespace(line.charAt(0));
  }

  /** {@code birdcl show protocols all}: those that speak BGP. */
  static List<NodeSession> sessions(String text) throws OutputFault {
    List<NodeSession> sessions = new ArrayList<>();
    Protocol current = null;
    for (String line : lines(text, "show protocols all")) {
      if (!line.isBlank() && !indented(line)) {
        addTo(sessions, current);
        current = isBgp(line) ? new Protocol() : null;
      } else if (current != null) {
        current.take(line);
      }
    }
    addTo(sessions, current);
    return sessions;
  }

  private static boolean isBgp(String line) {
    String[] words = line.split("\\s+", 3);
    return words.length > 1 && words[1].equals("BGP");
  }

  private static void addTo(List<NodeSession> sessions, @Nullable Protocol protocol) {
    if (protocol != null) {
      PrintedAddress.address(protocol.address)
          .ifPresent(a -> sessions.add(new NodeSession(a, protocol.asn, protocol.state, false)));
    }
  }

  /** The lines of one protocol, gathered. */
  private static final class Protocol {
    private String address = "";
    private long asn;
    private String state = "Idle";

    void take(String line) {
      Matcher field = FIELD.matcher(line);
      if (!field.matches()) {
        return;
      }
      String value = field.group(2);
      switch (field.group(1)) {
        case "Neighbor address" -> address = value;
        case "Neighbor AS" -> asn = number(value);
        case "BGP state" -> state = state(value);
        default -> {
          // Timers, capabilities and counters are of no interest here.
        }
      }
    }

    private static long number(String value) {
      try {
        long number = Long.parseLong(value);
        return number < 0 || number > 4294967295L ? 0 : number;
      } catch (NumberFormatException e) {
        return 0;
      }
    }

    /** BIRD's words beyond those of RFC 4271 are Passive, Down and Close. */
    private static String state(String word) {
      return switch (word) {
        case "Connect", "Active", "OpenSent", "OpenConfirm", "Established" -> word;
        case "Passive" -> "Active";
        default -> "Idle";
      };
    }
  }

  /** {@code birdcl show route all}: the best routes that have a next hop. */
  static List<RouteEntry> rib(String text) throws OutputFault {
    List<RouteEntry> routes = new ArrayList<>();
    String prefix = "";
    Route current = null;
    for (String line : lines(text, "show route all")) {
      if (isRouteHead(line)) {
        addTo(routes, current);
        prefix = indented(line) ? prefix : line.split("\\s+", 2)[0];
        current = line.contains("] * ") ? new Route(prefix) : null;
      }
      if (current != null) {
        current.take(line);
      }
    }
    addTo(routes, current);
    return routes;
  }

  /** A further route of the same prefix is indented by blanks, its attributes by a tab. */
  private static boolean isRouteHead(String line) {
    return !line.isBlank()
        && line.charAt(0) != '\t'
        && line.indexOf('[') > 0
        && !line.startsWith("Table ");
  }

  private static void addTo(List<RouteEntry> routes, @Nullable Route route) {
    if (route != null) {
      Optional<String> nextHop = PrintedAddress.address(route.nextHop);
      PrintedAddress.prefix(route.prefix)
          .flatMap(prefix -> nextHop.map(hop -> new RouteEntry(prefix, hop)))
          .ifPresent(routes::add);
    }
  }

  /** The lines of one route, gathered. BGP's next hop goes before the gateway it resolves to. */
  private static final class Route {
    private final String prefix;
    private String nextHop = "";
    private boolean fromBgp;

    Route(String prefix) {
      this.prefix = prefix;
    }

    void take(String line) {
      Matcher field = FIELD.matcher(line);
      if (field.matches() && field.group(1).equals("BGP.next_hop")) {
        nextHop = field.group(2);
        fromBgp = true;
        return;
      }
      Matcher via = VIA.matcher(line);
      if (!fromBgp && nextHop.isEmpty() && via.find()) {
        nextHop = via.group(1);
      }
    }
  }
}
