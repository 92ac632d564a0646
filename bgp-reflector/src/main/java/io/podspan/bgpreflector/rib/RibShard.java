package io.podspan.bgpreflector.rib;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.PathAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A slice of the destinations with everything known of them. Owned by the shard loop. */
public final class RibShard {
  private final DestinationTable destinations = new DestinationTable();
  private final AttributeInterner interner = new AttributeInterner();
  private List<Destination> dirty = new ArrayList<>();
  private List<Destination> drained = new ArrayList<>();

  /** Of the path that is being announced. */
  private int uses;

  private boolean onlyTheBestMatters;

  /**
   * Whether only the best path of all is ever used. A group that may not see it needs the others.
   */
  public void onlyTheBestMatters(boolean only) {
    onlyTheBestMatters = only;
  }

  /** A source's place for its routes; every call for the source needs it. */
  public SourceRoutes open(RouteSource source) {
    return new SourceRoutes(source);
  }

  /**
   * The path that a source's announcements with these attributes share: for {@link #announce} until
   * {@link #endUse}. Uses are counted together then, not one by one.
   */
  public Path beginUse(RouteSource source, PathAttributes attributes) {
    return beginUse(source, Path.NO_ID, attributes);
  }

  /** The same for announcements with a path identifier (RFC 7911). */
  public Path beginUse(RouteSource source, int pathId, PathAttributes attributes) {
    uses = 0;
    return Path.of(source, pathId, interner.acquire(attributes, 1));
  }

  public void endUse(Path path) {
    if (uses > 1) {
      interner.acquire(path.attributes(), uses - 1);
    } else if (uses == 0) {
      interner.release(path.attributes(), 1);
    }
  }

  public Destination destination(boolean ipv6, long high, long low, int length) {
    return destinations.findOrAdd(ipv6, high, low, length);
  }

  /** Null when nothing is known of it. */
  public @Nullable Destination find(boolean ipv6, long high, long low, int length) {
    return destinations.find(ipv6, high, low, length);
  }

  public @Nullable Destination find(Prefix prefix) {
    return find(prefix.ipv6(), prefix.high(), prefix.low(), prefix.length());
  }

  /**
   * Takes a path into its source's Adj-RIB-In, in place of the one with the same identifier.
   * Whether there was none.
   */
  @SuppressWarnings("ReferenceEquality") // what is interned
  public boolean announce(SourceRoutes routes, Destination destination, Path path) {
    boolean first = routes.add(destination, path.id());
    boolean matters;
    if (first) {
      matters = destination.add(path);
    } else {
      Path before = destination.from(routes.source(), path.id());
      if (before == null || before.attributes() == path.attributes()) {
        return false;
      }
      matters = destination.replace(path);
      interner.release(before.attributes(), 1);
    }
    uses++;
    if (matters || !onlyTheBestMatters) {
      markDirty(destination);
    }
    return first;
  }

  /** Withdraws the path without an identifier. Whether there was one. */
  public boolean withdraw(SourceRoutes routes, Destination destination) {
    return withdraw(routes, destination, Path.NO_ID);
  }

  /** Whether there was anything to withdraw. */
  public boolean withdraw(SourceRoutes routes, Destination destination, int pathId) {
    if (!routes.remove(destination, pathId)) {
      return false;
    }
    Path removed = destination.remove(routes.source(), pathId);
    interner.release(removed.attributes(), 1);
    markDirty(destination);
    return true;
  }

  /** Withdraws everything that came from the source. */
  public void drop(SourceRoutes routes) {
    routes.forEach(
        (id, pathId) -> {
          Destination destination = destinations.byId(id);
          if (destination != null) {
            withdraw(routes, destination, pathId);
          }
        });
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
   * Hands out what changed since the last call, once each. Destinations without a path are
   * forgotten afterwards, unless they are {@link Destination#pin pinned}.
   */
  public void drainDirty(Consumer<Destination> each) {
    List<Destination> batch = dirty;
    dirty = drained;
    drained = batch;
    for (Destination destination : batch) {
      destination.clean();
      each.accept(destination);
    }
    for (Destination destination : batch) {
      forgetIfEmpty(destination);
    }
    batch.clear();
  }

  /** Forgets a destination that was looked up only, if there is nothing to remember. */
  @SuppressWarnings("ReferenceEquality") // its id may be another's by now
  public void forgetIfEmpty(Destination destination) {
    boolean known = destinations.byId(destination.id()) == destination;
    if (known && destination.isForgettable()) {
      destinations.remove(destination);
    }
  }

  /** Ends a {@link Destination#pin}. */
  public void unpin(Destination destination) {
    destination.unpin();
    forgetIfEmpty(destination);
  }

  /** The source's path with this identifier, null when it has none. */
  public @Nullable Path path(SourceRoutes routes, Destination destination, int pathId) {
    return routes.has(destination, pathId) ? destination.from(routes.source(), pathId) : null;
  }

  public DestinationTable destinations() {
    return destinations;
  }

  /** Distinct attribute sets. */
  public int attributeSets() {
    return interner.size();
  }
}
