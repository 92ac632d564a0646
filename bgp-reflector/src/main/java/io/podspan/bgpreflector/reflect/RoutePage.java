package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Decision;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.RibShard;
import io.podspan.bgpreflector.wire.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable answer to a {@link RouteQuery}.
 *
 * @param total how many destinations match, on all pages
 * @param routes those of this page
 */
public record RoutePage(int total, List<Route> routes) {
  public RoutePage {
    routes = List.copyOf(routes);
  }

  /** A prefix with the outcome of the decision among all its paths. */
  public record Route(Prefix prefix, Decision.Outcome outcome) {}

  static RoutePage of(RibShard shard, RouteQuery query) {
    Prefix wanted = query.longestMatch();
    if (wanted != null) {
      List<Route> match = longestMatch(shard, wanted);
      return new RoutePage(match.size(), match);
    }
    long[] keys = shard.destinations().keys();
    Arrays.sort(keys);
    List<Route> routes = new ArrayList<>();
    for (int i = query.offset(); i < keys.length && routes.size() < query.limit(); i++) {
      Destination destination = shard.destination(keys[i]);
      if (destination != null && !destination.isEmpty()) {
        routes.add(route(destination));
      }
    }
    return new RoutePage(keys.length, routes);
  }

  private static List<Route> longestMatch(RibShard shard, Prefix wanted) {
    for (int length = wanted.length(); length >= 0; length--) {
      Destination destination = shard.destination(Prefix.pack(wanted.address(), length));
      if (destination != null && !destination.isEmpty()) {
        return List.of(route(destination));
      }
    }
    return List.of();
  }

  private static Route route(Destination destination) {
    return new Route(Prefix.unpack(destination.prefix()), Decision.outcome(destination.paths()));
  }
}
