package io.podspan.bgpreflector.rib;

import io.podspan.bgpreflector.wire.PathAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A slice of the destinations with everything known of them. Owned by the shard loop. */
public final class RibShard {
  private final LongMap<Destination> destinations = new LongMap<>();
  private final Map<RouteSource, LongMap<Boolean>> bySource = new HashMap<>();
  private final AttributeInterner interner = new AttributeInterner();
  private List<Destination> dirty = new ArrayList<>();

  /** Takes a path into its source's Adj-RIB-In, in place of the one that was there. */
  public void announce(long prefix, RouteSource source, PathAttributes attributes) {
    Destination destination = destinations.get(prefix);
    if (destination == null) {
      destination = new Destination(prefix);
      destinations.put(prefix, destination);
    }
    Path before = destination.from(source);
    Path path = new Path(source, interner.acquire(attributes));
    if (destination.put(path)) {
      markDirty(destination);
    }
    if (before == null) {
      bySource.computeIfAbsent(source, _ -> new LongMap<>()).put(prefix, Boolean.TRUE);
    } else {
      interner.release(before.attributes());
    }
  }

  /** Whether there was anything to withdraw. */
  public boolean withdraw(long prefix, RouteSource source) {
    LongMap<Boolean> prefixes = bySource.get(source);
    if (prefixes == null || prefixes.remove(prefix) == null) {
      return false;
    }
    if (prefixes.isEmpty()) {
      bySource.remove(source);
    }
    remove(prefix, source);
    return true;
  }

  /** Withdraws everything that came from the source. */
  public void drop(RouteSource source) {
    LongMap<Boolean> prefixes = bySource.remove(source);
    if (prefixes != null) {
      prefixes.forEach((prefix, _) -> remove(prefix, source));
    }
  }

  private void remove(long prefix, RouteSource source) {
    Destination destination = destinations.get(prefix);
    Path removed = destination == null ? null : destination.remove(source);
    if (destination == null || removed == null) {
      throw new IllegalStateException("no path of " + source + " where its set has one");
    }
    interner.release(removed.attributes());
    markDirty(destination);
  }

  private void markDirty(Destination destination) {
    if (destination.markDirty()) {
      dirty.add(destination);
    }
  }

  public boolean hasDirty() {
    return !dirty.isEmpty();
  }

  /**
   * Hands out what changed since the last call, once each, and forgets destinations that are empty.
   */
  public void drainDirty(Consumer<Destination> each) {
    List<Destination> batch = dirty;
    dirty = new ArrayList<>();
    for (Destination destination : batch) {
      destination.clean();
      if (destination.isEmpty()) {
        destinations.remove(destination.prefix());
      }
      each.accept(destination);
    }
  }

  /** How many prefixes this source has here. */
  public int countFrom(RouteSource source) {
    LongMap<Boolean> prefixes = bySource.get(source);
    return prefixes == null ? 0 : prefixes.size();
  }

  /** The prefixes that this source has here, in no particular order. */
  public long[] prefixesFrom(RouteSource source) {
    LongMap<Boolean> prefixes = bySource.get(source);
    return prefixes == null ? new long[0] : prefixes.keys();
  }

  public boolean has(long prefix, RouteSource source) {
    LongMap<Boolean> prefixes = bySource.get(source);
    return prefixes != null && prefixes.containsKey(prefix);
  }

  public @Nullable Path path(long prefix, RouteSource source) {
    Destination destination = destinations.get(prefix);
    return destination == null ? null : destination.from(source);
  }

  public @Nullable Destination destination(long prefix) {
    return destinations.get(prefix);
  }

  public LongMap<Destination> destinations() {
    return destinations;
  }

  /** Distinct attribute sets. */
  public int attributeSets() {
    return interner.size();
  }
}
