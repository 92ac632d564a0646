package io.podspan.routecollector.routers.calico;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.route.Answer;
import io.podspan.routecollector.route.RouterTable;
import io.podspan.routecollector.router.OutputFault;
import io.podspan.routecollector.router.PrintedAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code birdcl} prints, of BIRD 1.6 and 2. */
final class BirdOutput {
  private static final Pattern FIELD = Pattern.compile("\\s+([A-Za-z][A-Za-z ._]*?):\\s*(\\S*).*");

  /** Source in brackets, then the mark of the best route, then what its protocol says. */
  private static final Pattern MARK =
      Pattern.compile("\\[[^\\]]*\\]\\s*([^\\sA-Za-z0-9(\\[]\\S*)?(?:\\s.*)?");

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
  static Answer<List<NodeSession>> sessions(String text) throws OutputFault {
    List<Protocol> protocols = new ArrayList<>();
    Protocol current = null;
    for (String line : lines(text, "show protocols all")) {
      if (!line.isBlank() && !indented(line)) {
        current = isBgp(line) ? new Protocol() : null;
        if (current != null) {
          protocols.add(current);
        }
      } else if (current != null) {
        current.take(line);
      }
    }
    List<NodeSession> sessions = new ArrayList<>();
    protocols.forEach(protocol -> protocol.session().ifPresent(sessions::add));
    long unread = protocols.stream().filter(Protocol::unreadable).count();
    return Answer.of(
        List.copyOf(sessions),
        unread == 0 ? null : "birdcl show protocols printed an unknown BGP state");
  }

  private static boolean isBgp(String line) {
    String[] words = line.split("\\s+", 3);
    return words.length > 1 && words[1].equals("BGP");
  }

  /** The lines of one protocol, gathered. */
  private static final class Protocol {
    private String address = "";
    private long asn;
    private Optional<String> state = Optional.of("Idle");

    Optional<NodeSession> session() {
      return PrintedAddress.address(address)
          .flatMap(a -> state.map(word -> new NodeSession(a, asn, word, false)));
    }

    boolean unreadable() {
      return state.isEmpty();
    }

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
    private static Optional<String> state(String word) {
      return switch (word) {
        case "Idle", "Connect", "Active", "OpenSent", "OpenConfirm", "Established" ->
            Optional.of(word);
        case "Passive" -> Optional.of("Active");
        case "Down", "Close" -> Optional.of("Idle");
        default -> Optional.empty();
      };
    }
  }

  /**
   * {@code birdcl show route all}: the best routes that have a next hop. The best one is marked
   * {@code *}; or {@code !} when BIRD could not give it to the kernel.
   */
  static Answer<RouterTable> rib(String text) throws OutputFault {
    Rib rib = new Rib();
    lines(text, "show route all").forEach(rib::take);
    return rib.answer();
  }

  /** The best routes, gathered. */
  private static final class Rib {
    private final List<RouteEntry> best = new ArrayList<>();
    private final Set<RouteEntry> refused = new HashSet<>();
    private final Set<String> unknownMarks = new TreeSet<>();
    private String prefix = "";
    private @Nullable Route current;

    void take(String line) {
      if (isRouteHead(line)) {
        close();
        prefix = indented(line) ? prefix : line.split("\\s+", 2)[0];
        current = head(line);
      }
      if (current != null) {
        current.take(line);
      }
    }

    private @Nullable Route head(String line) {
      Matcher head = MARK.matcher(line.substring(line.indexOf('[')));
      String mark = head.matches() ? Objects.requireNonNullElse(head.group(1), "") : "?";
      return switch (mark) {
        case "" -> null;
        case "*" -> new Route(prefix, false);
        case "!" -> new Route(prefix, true);
        default -> {
          unknownMarks.add(mark.substring(0, 1));
          yield null;
        }
      };
    }

    private void close() {
      if (current != null) {
        Route route = current;
        route
            .entry()
            .ifPresent(
                entry -> {
                  best.add(entry);
                  if (route.refused) {
                    refused.add(entry);
                  }
                });
      }
      current = null;
    }

    Answer<RouterTable> answer() {
      close();
      return Answer.of(
          new RouterTable(best, refused),
          unknownMarks.isEmpty()
              ? null
              : "birdcl show route printed marks that are not known: "
                  + String.join(" ", unknownMarks));
    }
  }

  /** A further route of the same prefix is indented by blanks, its attributes by a tab. */
  private static boolean isRouteHead(String line) {
    return !line.isBlank()
        && line.charAt(0) != '\t'
        && line.indexOf('[') > 0
        && !line.startsWith("Table ");
  }

  /** The lines of one route, gathered. BGP's next hop goes before the gateway it resolves to. */
  private static final class Route {
    private final String prefix;
    private final boolean refused;
    private String nextHop = "";
    private boolean fromBgp;

    Route(String prefix, boolean refused) {
      this.prefix = prefix;
      this.refused = refused;
    }

    Optional<RouteEntry> entry() {
      return PrintedAddress.prefix(prefix)
          .flatMap(p -> PrintedAddress.address(nextHop).map(hop -> new RouteEntry(p, hop)));
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
