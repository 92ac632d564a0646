package io.podspan.bgpreflector.control;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Path;
import io.podspan.events.RibEvent.RoutesReflected;
import io.podspan.events.RouteEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Changes of best paths since the last event, per cluster that the routes come from: of several
 * changes of one prefix the last counts. Filled by the shard loop, drained by the sender; the lock
 * is held for one batch of a turn.
 */
final class RouteDeltas {
  /** The most entries of one event: it stays below the size that Kafka takes. */
  static final int MAX_ENTRIES = 5_000;

  private static final class Cluster {
    /** The next hop as it is now, null when there is no path any more. */
    private final SortedMap<Prefix, @Nullable IpAddress> changes = new TreeMap<>();

    private int total;
  }

  private final String reflector;
  private final Map<String, Cluster> clusters = new TreeMap<>();

  RouteDeltas(String reflector) {
    this.reflector = reflector;
  }

  synchronized void add(List<BestChange> changes) {
    for (BestChange change : changes) {
      Cluster before = clusterOf(change.before());
      Cluster after = clusterOf(change.after());
      if (before != null) {
        before.total--;
        before.changes.put(change.prefix(), null);
      }
      if (after != null && change.after() != null) {
        after.total++;
        after.changes.put(change.prefix(), change.after().attributes().nextHop());
      }
    }
  }

  /** Null for what starts here: it comes from no cluster. */
  private @Nullable Cluster clusterOf(@Nullable Path path) {
    return path == null || path.source().isLocal()
        ? null
        : clusters.computeIfAbsent(path.source().peerGroup(), _ -> new Cluster());
  }

  /** An event, or several, for each cluster with changes. */
  synchronized List<RoutesReflected> drain() {
    List<RoutesReflected> events = new ArrayList<>();
    clusters.forEach(
        (name, cluster) -> {
          if (!cluster.changes.isEmpty()) {
            drain(name, cluster, events);
          }
        });
    return events;
  }

  private void drain(String name, Cluster cluster, List<RoutesReflected> events) {
    List<RouteEntry> announced = new ArrayList<>();
    List<String> withdrawn = new ArrayList<>();
    for (Map.Entry<Prefix, @Nullable IpAddress> change : cluster.changes.entrySet()) {
      if (announced.size() + withdrawn.size() == MAX_ENTRIES) {
        events.add(event(name, cluster, announced, withdrawn));
        announced = new ArrayList<>();
        withdrawn = new ArrayList<>();
      }
      IpAddress nextHop = change.getValue();
      if (nextHop == null) {
        withdrawn.add(change.getKey().toString());
      } else {
        announced.add(new RouteEntry(change.getKey().toString(), nextHop.toString()));
      }
    }
    events.add(event(name, cluster, announced, withdrawn));
    cluster.changes.clear();
  }

  private RoutesReflected event(
      String name, Cluster cluster, List<RouteEntry> announced, List<String> withdrawn) {
    return new RoutesReflected(reflector, name, announced, withdrawn, cluster.total);
  }
}
