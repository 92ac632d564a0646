package io.podspan.peeringservice.store;

import io.podspan.peeringservice.peering.conditions.DeclaredIntent;
import io.podspan.peeringservice.peering.rollout.RoutesDue;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the intent for the routes of the nodes under way, in memory: each look asks for
 * it, and an interconnect of a thousand nodes has a thousand routes for each. Any thread.
 */
final class KnownRoutesDue {
  /** Nodes under way at once; beyond that it is worked out again. */
  private static final int MOST = 64;

  private volatile Known last = new Known(null, Map.of());

  /**
   * What follows from one intent. With the next one all of it is let go.
   *
   * @param declared null before the first
   */
  private record Known(@Nullable DeclaredIntent declared, Map<String, Due> nodes) {}

  /**
   * Of one node.
   *
   * @param neighbours the addresses of those who announce these routes, and of the cluster's nodes
   */
  record Due(RoutesDue routes, Set<String> neighbours) {
    private static Due of(DeclaredIntent declared, String cluster, String node) {
      RoutesDue routes = declared.routesDue(cluster, node, i -> !i.withdrawing());
      Set<String> neighbours = new HashSet<>(declared.addressesOf(cluster));
      routes.own().keySet().forEach(route -> neighbours.add(route.nextHop()));
      routes.joined().keySet().forEach(route -> neighbours.add(route.nextHop()));
      return new Due(routes, Set.copyOf(neighbours));
    }
  }

  /** By this intent, which is the same object until something is declared or a node changes. */
  Due of(DeclaredIntent declared, String cluster, String node) {
    Known known = last;
    if (known.declared() != declared || known.nodes().size() > MOST) {
      known = new Known(declared, new ConcurrentHashMap<>());
      last = known;
    }
    return known
        .nodes()
        .computeIfAbsent(cluster + "/" + node, _ -> Due.of(declared, cluster, node));
  }
}
