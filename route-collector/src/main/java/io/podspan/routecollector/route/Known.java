package io.podspan.routecollector.route;

import io.podspan.events.NodeSession;
import io.podspan.events.RouteEntry;
import java.util.List;

/**
 * What is known of a node; all lists sorted, so that equal states are equal.
 *
 * @param expected the routes that it should have
 * @param sessions of its router
 * @param rib at most {@link #LARGEST_TABLE} routes
 * @param fib routes of its kernel with a gateway, likewise
 * @param missing of the expected ones
 */
public record Known(
    List<RouteEntry> expected,
    List<NodeSession> sessions,
    List<RouteEntry> rib,
    List<RouteEntry> fib,
    List<Missing> missing) {

  /** More routes than this are compared with the expected ones, and not kept or told. */
  public static final int LARGEST_TABLE = 1_000;

  public Known {
    expected = List.copyOf(expected);
    sessions = List.copyOf(sessions);
    rib = List.copyOf(rib);
    fib = List.copyOf(fib);
    missing = List.copyOf(missing);
  }
}
