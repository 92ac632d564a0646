package io.podspan.routecollector.api;

import io.podspan.events.RouteEntry;
import io.podspan.routecollector.route.Known;
import io.podspan.routecollector.route.Missing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a node has, found by prefix. Tables are long, and each expected route is looked up in them.
 */
final class Had {
  private final Map<String, List<String>> rib = new HashMap<>();
  private final Map<String, List<String>> fib = new HashMap<>();
  private final Map<RouteEntry, Missing> missing = new HashMap<>();
  private final Set<RouteEntry> unknown;
  private final @Nullable String gap;

  private Had(Known known) {
    this.unknown = new HashSet<>(known.unknown());
    this.gap = known.gaps().ofRoutes();
  }

  /**
   * @param rib as it is shown
   */
  static Had of(Known known, List<TableRow> rib) {
    Had had = new Had(known);
    rib.forEach(row -> add(had.rib, row.prefix(), row.nextHop()));
    known.fib().forEach(route -> add(had.fib, route.prefix(), route.nextHop()));
    known.missing().forEach(lacks -> had.missing.putIfAbsent(lacks.route(), lacks));
    return had;
  }

  private static void add(Map<String, List<String>> table, String prefix, String nextHop) {
    table.computeIfAbsent(prefix, _ -> new ArrayList<>()).add(nextHop);
  }

  /** The next hops that the router has. */
  List<String> inRib(String prefix) {
    return List.copyOf(rib.getOrDefault(prefix, List.of()));
  }

  /** The gateways that the kernel has. */
  List<String> inFib(String prefix) {
    return List.copyOf(fib.getOrDefault(prefix, List.of()));
  }

  @Nullable Missing missing(RouteEntry route) {
    return missing.get(route);
  }

  boolean isUnknown(RouteEntry route) {
    return unknown.contains(route);
  }

  /** Why routes could not be judged, null when they could. */
  @Nullable String gap() {
    return gap;
  }
}
