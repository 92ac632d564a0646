package io.podspan.bgpreflector.rib;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The candidate paths of one prefix, at most one per source. Owned by the shard loop. */
public final class Destination {
  private final long prefix;
  private Path[] paths = new Path[1];
  private int count;
  private boolean dirty;
  private @Nullable Path told;

  Destination(long prefix) {
    this.prefix = prefix;
  }

  /** Packed. */
  public long prefix() {
    return prefix;
  }

  public boolean isEmpty() {
    return count == 0;
  }

  public List<Path> paths() {
    return List.of(Arrays.copyOf(paths, count));
  }

  /** The best of the paths that may be seen; null when there is none. */
  public @Nullable Path best(Predicate<RouteSource> visible) {
    if (count == 1) {
      return visible.test(paths[0].source()) ? paths[0] : null;
    }
    Path[] seen = new Path[count];
    int seenCount = 0;
    for (int i = 0; i < count; i++) {
      if (visible.test(paths[i].source())) {
        seen[seenCount++] = paths[i];
      }
    }
    return seenCount == 0 ? null : Decision.best(Arrays.copyOf(seen, seenCount), seenCount);
  }

  /** Replaces the source's path or adds it. Whether anything changed. */
  boolean put(Path path) {
    int at = indexOf(path.source());
    if (at >= 0) {
      if (paths[at].sameAs(path)) {
        return false;
      }
      paths[at] = path;
      return true;
    }
    if (count == paths.length) {
      paths = Arrays.copyOf(paths, count * 2);
    }
    paths[count++] = path;
    return true;
  }

  /** The path that was removed, null when the source had none. */
  @Nullable Path remove(RouteSource source) {
    int at = indexOf(source);
    if (at < 0) {
      return null;
    }
    Path removed = paths[at];
    System.arraycopy(paths, at + 1, paths, at, count - at - 1);
    count--;
    if (count > 0) {
      paths = Arrays.copyOf(paths, Math.max(1, count));
    }
    return removed;
  }

  @Nullable Path from(RouteSource source) {
    int at = indexOf(source);
    return at < 0 ? null : paths[at];
  }

  /** What changed of the best of all paths since the last call; null when nothing did. */
  public @Nullable BestChange takeBestChange() {
    Path before = told;
    Path after = best(_ -> true);
    if (before == null ? after == null : after != null && before.sameAs(after)) {
      return null;
    }
    told = after;
    return new BestChange(prefix, before, after);
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

  @SuppressWarnings("ReferenceEquality") // sources are sessions, and a session is itself only
  private int indexOf(RouteSource source) {
    for (int i = 0; i < count; i++) {
      if (paths[i].source() == source) {
        return i;
      }
    }
    return -1;
  }
}
