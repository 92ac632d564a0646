package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
 * @param waiting those of the expected ones of which the next look at another node decides
 * @param extents how much of its tables is known
 */
public record Known(
    List<RouteEntry> expected,
    List<NodeSession> sessions,
    List<RouteEntry> rib,
    List<RouteEntry> fib,
    List<Missing> missing,
    List<RouteEntry> unknown,
    Gaps gaps,
    @Nullable String router,
    List<Waiting> waiting,
    Extents extents) {

  /** All routes are compared with the expected ones; of each table only so many are kept. */
  public static final int LARGEST_TABLE = 1_000;

  public Known {
    expected = List.copyOf(expected);
    sessions = List.copyOf(sessions);
    rib = List.copyOf(rib);
    fib = List.copyOf(fib);
    missing = List.copyOf(missing);
    // An older version stored none of these.
    unknown = List.copyOf(Objects.requireNonNullElse(unknown, List.of()));
    gaps = Objects.requireNonNullElse(gaps, Gaps.NONE);
    waiting = List.copyOf(Objects.requireNonNullElse(waiting, List.of()));
    extents = Objects.requireNonNullElse(extents, Extents.of(gaps));
  }

  /**
   * A route that did not come to the router, and it is not clear yet where it broke.
   *
   * @param since the end of the first look that did not see it
   */
  public record Waiting(RouteEntry route, Instant since) {}

  /** None waits. */
  public Known(
      List<RouteEntry> expected,
      List<NodeSession> sessions,
      List<RouteEntry> rib,
      List<RouteEntry> fib,
      List<Missing> missing,
      List<RouteEntry> unknown,
      Gaps gaps,
      @Nullable String router) {
    this(expected, sessions, rib, fib, missing, unknown, gaps, router, List.of(), Extents.of(gaps));
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
        router,
        waiting.stream().filter(w -> wanted.contains(w.route())).toList(),
        extents);
  }

  /** Whether it was expected and the last look did not see it. */
  private boolean lacks(RouteEntry route) {
    return unknown.contains(route) || missing.stream().anyMatch(m -> m.route().equals(route));
  }

  /**
   * Since when it is not seen and not clear why, empty when it was seen by the last look.
   *
   * @param readAt when the last look ended
   */
  Optional<Instant> waitingSince(RouteEntry route, @Nullable Instant readAt) {
    return waiting.stream()
        .filter(w -> w.route().equals(route))
        .map(Waiting::since)
        .findFirst()
        .or(() -> lacks(route) ? Optional.ofNullable(readAt) : Optional.empty());
  }
}
