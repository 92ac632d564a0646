package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a group were told, by destination id: one Adj-RIB-Out (RFC 4271, section 3.2)
 * for all of them. No member was told of its own routes. Owned by the shard loop.
 *
 * <p>Cost: 4 octets for each destination.
 */
final class AdjRibOut {
  private @Nullable Path[] paths = new @Nullable Path[16];

  /** Null when nothing was told, or it was withdrawn. */
  @Nullable Path path(int id) {
    return id < paths.length ? paths[id] : null;
  }

  void set(int id, @Nullable Path path) {
    if (id >= paths.length) {
      if (path == null) {
        return;
      }
      paths = Arrays.copyOf(paths, Math.max(id + 1, paths.length * 2));
    }
    paths[id] = path;
  }
}
