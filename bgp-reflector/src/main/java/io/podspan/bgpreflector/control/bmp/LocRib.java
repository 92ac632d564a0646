package io.podspan.bgpreflector.control.bmp;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.PathAttributes;
import io.podspan.bgpreflector.rib.BestChange;
import io.podspan.bgpreflector.rib.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The best paths, and what stations have not been told of them. Filled by shard loops, asked by
 * senders; the lock is held for one batch.
 */
public final class LocRib {
  /** Prefixes that a station may be owed beyond those that there are. */
  static final int MOST_WITHDRAWN = 100_000;

  private final Map<Prefix, PathAttributes> table = new HashMap<>();
  private final List<Owed> stations = new ArrayList<>();

  /** What one station has not been told. Guarded by the table's lock. */
  static final class Owed {
    /** In the order in which they are told. */
    private final Set<Prefix> prefixes = new LinkedHashSet<>();

    /** How many of the first ones are the table as it was at the beginning. */
    private int ofDump;

    private boolean open;
    private boolean tooMany;
  }

  /**
   * What a station is told.
   *
   * @param attributes null when there is no path any more
   */
  record Told(Prefix prefix, @Nullable PathAttributes attributes) {}

  /**
   * Some of what a station is owed.
   *
   * @param dumped whether the table as it was at the beginning is told with these
   */
  record Batch(List<Told> told, boolean dumped) {}

  /** A station, which is owed nothing before {@link #begin}. */
  synchronized Owed station() {
    Owed owed = new Owed();
    stations.add(owed);
    return owed;
  }

  /** By shard loops. */
  public synchronized void add(List<BestChange> changes) {
    for (BestChange change : changes) {
      Path after = change.after();
      if (after == null) {
        table.remove(change.prefix());
      } else {
        table.put(change.prefix(), after.attributes());
      }
      stations.forEach(station -> note(station, change.prefix()));
    }
  }

  private void note(Owed station, Prefix prefix) {
    if (!station.open) {
      return;
    }
    station.prefixes.add(prefix);
    if (station.prefixes.size() > table.size() + MOST_WITHDRAWN) {
      end(station);
      station.tooMany = true;
    }
  }

  /**
   * The station is owed the whole table.
   *
   * @return how many prefixes
   */
  synchronized int begin(Owed station) {
    station.prefixes.clear();
    station.prefixes.addAll(table.keySet());
    station.ofDump = station.prefixes.size();
    station.open = true;
    station.tooMany = false;
    return station.ofDump;
  }

  /** The station is owed nothing any more. */
  synchronized void end(Owed station) {
    station.prefixes.clear();
    station.ofDump = 0;
    station.open = false;
  }

  /** Whether it fell so far behind that it has to begin anew. */
  synchronized boolean isTooFarBehind(Owed station) {
    return station.tooMany;
  }

  synchronized Batch take(Owed station, int most) {
    boolean dumping = station.ofDump > 0;
    List<Told> told = new ArrayList<>();
    Iterator<Prefix> next = station.prefixes.iterator();
    while (next.hasNext() && told.size() < most) {
      Prefix prefix = next.next();
      next.remove();
      told.add(new Told(prefix, table.get(prefix)));
    }
    station.ofDump = Math.max(0, station.ofDump - told.size());
    return new Batch(told, dumping && station.ofDump == 0);
  }

  synchronized int size() {
    return table.size();
  }
}
