package io.podspan.bgpreflector.reflect;

import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.rib.Decision;
import io.podspan.bgpreflector.rib.Destination;
import io.podspan.bgpreflector.rib.DestinationTable;
import io.podspan.bgpreflector.rib.RibShard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

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

  static final Comparator<Destination> BY_PREFIX =
      Comparator.comparing(Destination::isIpv6)
          .thenComparing(Destination::high, Long::compareUnsigned)
          .thenComparing(Destination::low, Long::compareUnsigned)
          .thenComparing(Destination::length);

  static RoutePage of(RibShard shard, RouteQuery query) {
    Prefix wanted = query.longestMatch();
    if (wanted != null) {
      List<Route> match = longestMatch(shard, wanted);
      return new RoutePage(match.size(), match);
    }
    int total = 0;
    int kept = query.offset() + query.limit();
    // The first ones of a large table, without sorting it: the shard has other work to do.
    PriorityQueue<Destination> first = new PriorityQueue<>(BY_PREFIX.reversed());
    DestinationTable table = shard.destinations();
    for (int id = 0; id < table.idLimit(); id++) {
      Destination destination = table.byId(id);
      if (destination != null && !destination.isEmpty()) {
        total++;
        keep(destination, first, kept);
      }
    }
    List<Destination> sorted = new ArrayList<>(first);
    sorted.sort(BY_PREFIX);
    return new RoutePage(
        total, sorted.stream().skip(query.offset()).map(RoutePage::route).toList());
  }

  /** Adds it if it is among the first ones, of which so many are kept. */
  static void keep(Destination destination, PriorityQueue<Destination> first, int kept) {
    if (first.size() < kept) {
      first.add(destination);
    } else if (kept > 0 && BY_PREFIX.compare(destination, first.element()) < 0) {
      first.remove();
      first.add(destination);
    }
  }

  private static List<Route> longestMatch(RibShard shard, Prefix wanted) {
    Destination match = match(shard, wanted);
    return match == null ? List.of() : List.of(route(match));
  }

  /** The most specific one with a path that contains this; null when there is none. */
  static @Nullable Destination match(RibShard shard, Prefix wanted) {
    for (int length = wanted.length(); length >= 0; length--) {
      @Nullable Destination destination =
          shard.find(new Prefix(wanted.family(), wanted.high(), wanted.low(), length));
      if (destination != null && !destination.isEmpty()) {
        return destination;
      }
    }
    return null;
  }

  private static Route route(Destination destination) {
    return new Route(destination.prefix(), Decision.outcome(destination.paths()));
  }

  /** One page of what several shards answered to the same query, each from its first route on. */
  public static RoutePage merge(List<RoutePage> pages, RouteQuery query) {
    if (query.longestMatch() != null) {
      List<Route> longest =
          pages.stream()
              .flatMap(page -> page.routes().stream())
              .max(Comparator.comparing(route -> route.prefix().length()))
              .map(List::of)
              .orElse(List.of());
      return new RoutePage(longest.size(), longest);
    }
    int total = pages.stream().mapToInt(RoutePage::total).sum();
    return new RoutePage(
        total,
        pages.stream()
            .flatMap(page -> page.routes().stream())
            .sorted(Comparator.comparing(Route::prefix))
            .skip(query.offset())
            .limit(query.limit())
            .toList());
  }
}
