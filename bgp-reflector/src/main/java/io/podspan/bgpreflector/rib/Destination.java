package io.podspan.bgpreflector.rib;

import io.podspan.addresses.Prefix;
import io.podspan.bgp.wire.AddressFamily;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The candidate paths of one prefix, at most one per source and path identifier, and the best of
 * them. Owned by the shard loop.
 *
 * <p>Cost: about 56 octets, and from the second path on 16 and 4 to 8 for each.
 */
public final class Destination {
  private static final @Nullable Path[] NONE = new @Nullable Path[0];

  private final long high;
  private final long low;
  private final int hash;
  private final int id;
  private final byte length;
  private final boolean ipv6;
  private boolean dirty;

  /** Whether {@link #best} has to be decided again. */
  private boolean undecided;

  /** All of them, in the first {@link #count} places; of a single one only {@link #best} knows. */
  private @Nullable Path[] paths = NONE;

  private int count;
  private int pins;
  private @Nullable Path best;

  Destination(int id, int hash, boolean ipv6, long high, long low, int length) {
    this.id = id;
    this.hash = hash;
    this.ipv6 = ipv6;
    this.high = high;
    this.low = low;
    this.length = (byte) length;
  }

  /** Its place in tables that are indexed by destination; free for another when it is forgotten. */
  public int id() {
    return id;
  }

  int hash() {
    return hash;
  }

  public long high() {
    return high;
  }

  public long low() {
    return low;
  }

  public int length() {
    return length & 0xff;
  }

  public boolean isIpv6() {
    return ipv6;
  }

  public AddressFamily family() {
    return ipv6 ? AddressFamily.IPV6_UNICAST : AddressFamily.IPV4_UNICAST;
  }

  public Prefix prefix() {
    return new Prefix(family().ip(), high, low, length());
  }

  boolean is(boolean otherIpv6, long otherHigh, long otherLow, int otherLength) {
    return high == otherHigh && low == otherLow && length() == otherLength && ipv6 == otherIpv6;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public List<Path> paths() {
    return IntStream.range(0, count).mapToObj(this::at).toList();
  }

  /** The best of all paths; null when there is none. */
  public @Nullable Path best() {
    if (undecided) {
      best = Decision.best(paths, count);
      undecided = false;
    }
    return best;
  }

  /** The best of the paths that may be seen; null when there is none. */
  public @Nullable Path best(Predicate<RouteSource> visible) {
    int seenCount = 0;
    for (int i = 0; i < count; i++) {
      if (visible.test(at(i).source())) {
        seenCount++;
      }
    }
    if (seenCount == count) {
      return best();
    }
    if (seenCount == 0) {
      return null;
    }
    Path[] seen = new Path[seenCount];
    int next = 0;
    for (int i = 0; i < count; i++) {
      if (visible.test(at(i).source())) {
        seen[next++] = at(i);
      }
    }
    return Decision.best(seen, seenCount);
  }

  /**
   * Adds a path whose source has none with its identifier here; whether the best may be another one
   * now.
   */
  boolean add(Path path) {
    if (count == 0) {
      best = path;
      count = 1;
      return true;
    }
    if (count == 1) {
      paths = new @Nullable Path[2];
      paths[0] = best;
    } else if (count == paths.length) {
      paths = Arrays.copyOf(paths, count * 2);
    }
    paths[count++] = path;
    return noteArrival(path);
  }

  /**
   * Replaces the path of the same source and identifier; whether the best may be another one now.
   */
  boolean replace(Path path) {
    int at = indexOf(path.source(), path.id());
    if (count == 1) {
      best = path;
      return true;
    }
    Path before = at(at);
    paths[at] = path;
    return noteDeparture(before) | noteArrival(path);
  }

  /** Returns the path that was removed. */
  Path remove(RouteSource source, int pathId) {
    int at = indexOf(source, pathId);
    Path removed = at(at);
    if (count <= 2) {
      keepOnly(count == 2 ? at(1 - at) : null);
      return removed;
    }
    System.arraycopy(paths, at + 1, paths, at, count - at - 1);
    count--;
    paths[count] = null;
    if (count * 4 <= paths.length) {
      paths = Arrays.copyOf(paths, count * 2);
    }
    noteDeparture(removed);
    return removed;
  }

  private void keepOnly(@Nullable Path left) {
    best = left;
    undecided = false;
    paths = NONE;
    count = left == null ? 0 : 1;
  }

  @Nullable Path from(RouteSource source, int pathId) {
    for (int i = 0; i < count; i++) {
      if (is(at(i), source, pathId)) {
        return at(i);
      }
    }
    return null;
  }

  /**
   * A path that is worse before MEDs come into play cannot matter, and one that is better settles
   * it; only among equals everything has to be looked at again.
   */
  private boolean noteArrival(Path path) {
    Path present = best;
    if (undecided || present == null) {
      return true;
    }
    int order =
        count == 2 ? Decision.compare(path, present) : Decision.compareBeforeMed(path, present);
    if (order < 0) {
      best = path;
    } else if (order == 0) {
      undecided = true;
    }
    return order <= 0;
  }

  private boolean noteDeparture(Path path) {
    Path present = best;
    if (!undecided && present != null && Decision.compareBeforeMed(path, present) <= 0) {
      undecided = true;
    }
    return undecided;
  }

  /** Reads what an announcement is going to look at. */
  int prefetch() {
    Path present = best;
    return present == null ? hash : present.attributes().asPathHops();
  }

  /** Whether it was clean until now. */
  boolean markDirty() {
    boolean before = dirty;
    dirty = true;
    return !before;
  }

  void clean() {
    dirty = false;
  }

  /** Somebody refers to it by its id and has to be asked before it may be forgotten. */
  public void pin() {
    pins++;
  }

  void unpin() {
    pins--;
  }

  boolean isForgettable() {
    return count == 0 && pins == 0 && !dirty;
  }

  private Path at(int index) {
    Path path = count == 1 ? best : paths[index];
    if (path == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return path;
  }

  private int indexOf(RouteSource source, int pathId) {
    for (int i = 0; i < count; i++) {
      if (is(at(i), source, pathId)) {
        return i;
      }
    }
    throw new IllegalStateException("no path of " + source + " where its set has one");
  }

  @SuppressWarnings("ReferenceEquality") // sources are peers, compared by identity
  private static boolean is(Path path, RouteSource source, int pathId) {
    return path.source() == source && path.id() == pathId;
  }

  @Override
  public String toString() {
    return prefix() + " " + paths();
  }
}
