package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a node. All lists are sorted: equal states are equal.
 *
 * @param expected the routes that it should have
 * @param sessions of its router
 * @param rib at most {@link #LARGEST_TABLE} routes
 * @param fib routes of its kernel with a gateway, at most as many
 * @param missing of the expected ones
 * @param unknown of the expected ones, those of which could not be read whether they are there
 * @param gaps what the last look could not read: the part is as it was read before
 * @param router the running router that was asked last, null when that is not known
 */
public record Known(
    List<RouteEntry> expected,
    List<NodeSession> sessions,
    List<RouteEntry> rib,
    List<RouteEntry> fib,
    List<Missing> missing,
    List<RouteEntry> unknown,
    Gaps gaps,
    @Nullable String router) {

  /** All routes are compared with the expected ones; of each table only so many are kept. */
  public static final int LARGEST_TABLE = 1_000;

  public Known {
    expected = List.copyOf(expected);
    sessions = List.copyOf(sessions);
    rib = List.copyOf(rib);
    fib = List.copyOf(fib);
    missing = List.copyOf(missing);
    // An older version stored neither.
    unknown = List.copyOf(Objects.requireNonNullElse(unknown, List.of()));
    gaps = Objects.requireNonNullElse(gaps, Gaps.NONE);
  }

  /** All of it could be read. */
  public Known(
      List<RouteEntry> expected,
      List<NodeSession> sessions,
      List<RouteEntry> rib,
      List<RouteEntry> fib,
      List<Missing> missing) {
    this(expected, sessions, rib, fib, missing, List.of(), Gaps.NONE, null);
  }

  /** Without the routes that are not expected any more, and with the reflectors of now. */
  public Known within(Expectation expectation) {
    Set<RouteEntry> wanted = Set.copyOf(expectation.routes());
    return new Known(
        expected.stream().filter(wanted::contains).toList(),
        expectation.marked(sessions),
        rib,
        fib,
        missing.stream().filter(m -> wanted.contains(m.route())).toList(),
        unknown.stream().filter(wanted::contains).toList(),
        gaps,
        router);
  }
}
