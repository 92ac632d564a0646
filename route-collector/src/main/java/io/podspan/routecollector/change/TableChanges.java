package io.podspan.routecollector.change;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.route.Extents;
import io.podspan.routecollector.route.Extents.Extent;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.NodeStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which lines of a node are others than before. */
public final class TableChanges {
  /** The state of a node that was never read. */
  static final String NEVER = "never";

  private TableChanges() {}

  /** In the order of lines; none when nothing changed. */
  public static List<Change> between(NodeStatus before, NodeStatus now) {
    List<Change> changes = new ArrayList<>();
    add(
        changes,
        Part.STATE,
        Side.whole(Map.of("", state(before))),
        Side.whole(Map.of("", state(now))));
    Known had = before.known();
    Known has = now.known();
    if (had != null && has != null) {
      tables(changes, had, has);
    }
    return List.copyOf(changes);
  }

  /** Tables are large and mostly the same: they are taken apart only where they are not. */
  private static void tables(List<Change> changes, Known had, Known has) {
    Extents before = had.extents();
    Extents now = has.extents();
    if (!had.sessions().equals(has.sessions())) {
      add(
          changes,
          Part.SESSION,
          Side.ofSessions(had.sessions(), before.sessions()),
          Side.ofSessions(has.sessions(), now.sessions()));
    }
    boolean judgedAlike =
        had.expected().equals(has.expected())
            && had.missing().equals(has.missing())
            && had.unknown().equals(has.unknown());
    if (!judgedAlike) {
      add(changes, Part.ROUTE, verdicts(had), verdicts(has));
    }
    if (!had.rib().equals(has.rib())) {
      add(
          changes,
          Part.RIB,
          Side.ofRoutes(had.rib(), before.rib()),
          Side.ofRoutes(has.rib(), now.rib()));
    }
    if (!had.fib().equals(has.fib())) {
      add(
          changes,
          Part.FIB,
          Side.ofRoutes(had.fib(), before.fib()),
          Side.ofRoutes(has.fib(), now.fib()));
    }
  }

  /**
   * A table, and which lines it tells of.
   *
   * @param end of a table of which only the first lines are kept: up to it nothing is cut; null
   *     where all are kept
   * @param always lines that are kept wherever they are
   */
  private record Side(
      Map<String, String> lines, Extent extent, @Nullable String end, Set<String> always) {
    static Side whole(Map<String, String> lines) {
      return new Side(lines, Extent.WHOLE, null, Set.of());
    }

    /** Those with reflectors are kept first. */
    static Side ofSessions(List<NodeSession> sessions, Extent extent) {
      boolean cut = sessions.size() >= Known.LARGEST_TABLE;
      return new Side(
          sessions.stream()
              .collect(
                  Collectors.toMap(NodeSession::peerAddress, NodeSession::state, (one, _) -> one)),
          extent,
          cut
              ? sessions.stream()
                  .filter(session -> !session.reflector())
                  .map(NodeSession::peerAddress)
                  .max(Comparator.naturalOrder())
                  .orElse("")
              : null,
          sessions.stream()
              .filter(NodeSession::reflector)
              .map(NodeSession::peerAddress)
              .collect(Collectors.toSet()));
    }

    static Side ofRoutes(List<RouteEntry> routes, Extent extent) {
      return new Side(
          routes.stream()
              .collect(
                  Collectors.groupingBy(
                      RouteEntry::prefix,
                      Collectors.mapping(RouteEntry::nextHop, Collectors.joining(", ")))),
          extent,
          routes.size() >= Known.LARGEST_TABLE ? routes.getLast().prefix() : null,
          Set.of());
    }

    /**
     * Whether it is known what this line is, or that there is none.
     *
     * @param kept whether it is kept wherever it is
     */
    boolean tells(String item, boolean kept) {
      return switch (extent) {
        case NONE -> false;
        case PART -> lines.containsKey(item) && (kept || isBeforeEnd(item));
        case WHOLE -> kept || isBeforeEnd(item);
      };
    }

    /** Of the last line itself some next hops may be cut. */
    private boolean isBeforeEnd(String item) {
      return end == null || item.compareTo(end) < 0;
    }
  }

  /** In the words of coverage. */
  private static String state(NodeStatus status) {
    if (status.readAt() == null) {
      return NEVER;
    }
    if (!status.readable()) {
      return "stale";
    }
    return status.whole() ? "read" : "partly";
  }

  private static Side verdicts(Known known) {
    Map<String, String> verdicts = new TreeMap<>();
    known.expected().forEach(route -> verdicts.put(name(route), "installed"));
    known.unknown().forEach(route -> verdicts.put(name(route), "unknown"));
    known
        .missing()
        .forEach(
            missing ->
                verdicts.put(
                    name(missing.route()),
                    "missing in " + missing.table() + ": " + missing.cause().code()));
    return Side.whole(verdicts);
  }

  private static String name(RouteEntry route) {
    return route.prefix() + " via " + route.nextHop();
  }

  /** What one of both does not tell is no change. */
  private static void add(List<Change> changes, Part part, Side before, Side after) {
    Set<String> items = new TreeSet<>(before.lines().keySet());
    items.addAll(after.lines().keySet());
    Set<String> always = new HashSet<>(before.always());
    always.addAll(after.always());
    for (String item : items) {
      @Nullable String had = before.lines().get(item);
      @Nullable String has = after.lines().get(item);
      boolean kept = always.contains(item);
      if (!Objects.equals(had, has) && before.tells(item, kept) && after.tells(item, kept)) {
        changes.add(new Change(new Line(part, item), had, has));
      }
    }
  }
}
