package io.podspan.routecollector.route;

import io.podspan.events.RouteEntry;
import java.util.List;
import java.util.Set;

/**
 * A router's own table.
 *
 * @param best the best path of each prefix
 * @param refused those of them that the router says the kernel did not take
 */
public record RouterTable(List<RouteEntry> best, Set<RouteEntry> refused) {
  public RouterTable {
    best = List.copyOf(best);
    refused = Set.copyOf(refused);
  }

  /** Of a router that does not say what became of a route in the kernel. */
  public RouterTable(List<RouteEntry> best) {
    this(best, Set.of());
  }
}
