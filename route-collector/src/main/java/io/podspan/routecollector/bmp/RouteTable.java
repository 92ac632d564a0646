package io.podspan.routecollector.bmp;

import io.podspan.bgp.wire.AddressFamily;
import io.podspan.bgp.wire.bmp.BmpFault;
import io.podspan.bgp.wire.bmp.BmpMessage.RouteMonitoring;
import io.podspan.bgp.wire.bmp.MonitoredUpdate;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.PathPrefix;
import io.podspan.bgp.wire.bmp.MonitoredUpdate.Routes;
import io.podspan.bgp.wire.bmp.PathIds;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One table of one peer. A tree: one that was large and is empty takes no memory, and prefixes that
 * are chosen badly cost no more than others.
 */
final class RouteTable {
  private static final Comparator<PathPrefix> ORDER =
      Comparator.comparing(PathPrefix::prefix).thenComparingLong(PathPrefix::pathId);

  private final SortedMap<PathPrefix, Held> routes = new TreeMap<>(ORDER);

  /** The dump of which a family has ended last. */
  private final Map<AddressFamily, Integer> ended = new EnumMap<>(AddressFamily.class);

  /** How many routes there are of a family. */
  private final Map<AddressFamily, Integer> sizes = new EnumMap<>(AddressFamily.class);

  private final List<RouteCount> counts;
  private PathIds ids = new PathIds(Set.of());
  private long leftOut;
  private long unreadable;
  private boolean filtered;
  private int sweeps;

  /**
   * @param counts what its routes count for
   */
  RouteTable(List<RouteCount> counts) {
    this.counts = counts;
  }

  /** A session of the peer begins: routes of the one before are kept apart by their dump. */
  void begin(Set<AddressFamily> withIds) {
    ids = new PathIds(withIds);
    ended.clear();
    leftOut = 0;
    unreadable = 0;
  }

  /** What is wrong with the message when it could not be read. */
  Optional<BmpFault> apply(RouteMonitoring message, Instant now, int dump) {
    filtered = message.peer().filtered();
    return switch (ids.read(message.update(), message.peer().twoOctetAs())) {
      case BmpFault fault -> {
        unreadable++;
        yield Optional.of(fault);
      }
      case MonitoredUpdate update -> {
        update.routes().forEach(some -> apply(update, some, now, dump));
        AddressFamily whole = update.endOfRib();
        if (whole != null) {
          ended(whole, dump);
        }
        yield Optional.empty();
      }
    };
  }

  private void apply(MonitoredUpdate update, Routes some, Instant now, int dump) {
    some.withdrawn().forEach(this::remove);
    String asPath = Words.path(update.asPath());
    for (PathPrefix path : some.announced()) {
      put(path, new Held(some.nextHop(), asPath, update.med(), update.localPref(), now, dump));
    }
  }

  private void put(PathPrefix path, Held held) {
    Held before = routes.get(path);
    if (before == null && counts.stream().anyMatch(RouteCount::isFull)) {
      leftOut++;
      return;
    }
    routes.put(path, held.after(before));
    if (before == null) {
      count(path, 1);
    }
  }

  private void remove(PathPrefix path) {
    if (routes.remove(path) != null) {
      count(path, -1);
    }
  }

  private void count(PathPrefix path, int change) {
    sizes.merge(family(path), change, Integer::sum);
    counts.forEach(count -> count.add(change));
  }

  private static AddressFamily family(PathPrefix path) {
    return AddressFamily.unicast(path.prefix().family());
  }

  void clear() {
    counts.forEach(count -> count.add(-routes.size()));
    sizes.clear();
    routes.clear();
    ended.clear();
  }

  /**
   * What an older dump told and this one did not is not there any more. Once for a dump: later
   * there is nothing to find, and a router may say it again as often as it likes.
   */
  private void ended(AddressFamily family, int dump) {
    Integer before = ended.put(family, dump);
    if (before == null || before != dump) {
      sweep(dump, Set.of(family));
    }
  }

  void sweep(int dump) {
    sweep(dump, EnumSet.allOf(AddressFamily.class));
  }

  private void sweep(int dump, Set<AddressFamily> families) {
    sweeps++;
    Iterator<Map.Entry<PathPrefix, Held>> all = routes.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<PathPrefix, Held> route = all.next();
      PathPrefix path = route.getKey();
      if (route.getValue().dump() != dump && families.contains(family(path))) {
        all.remove();
        count(path, -1);
      }
    }
  }

  Map<PathPrefix, Held> routes() {
    return Collections.unmodifiableMap(routes);
  }

  int size() {
    return routes.size();
  }

  /**
   * Whether the router has said in this dump that all of it was sent: of each family of which there
   * are routes, for many end one family after the other.
   */
  boolean isComplete(int dump) {
    return ended.containsValue(dump)
        && sizes.entrySet().stream()
            .filter(size -> size.getValue() > 0)
            .allMatch(size -> Objects.equals(ended.get(size.getKey()), dump));
  }

  /** How often all of it was looked through. */
  int sweeps() {
    return sweeps;
  }

  /** How many announcements were not kept, because there is no room. */
  long leftOut() {
    return leftOut;
  }

  /** How many messages of it could not be read. */
  long unreadable() {
    return unreadable;
  }

  /** Whether the router says that it sends only some of it. */
  boolean isFiltered() {
    return filtered;
  }
}
