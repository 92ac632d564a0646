package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be announced, in buckets of one (attributes, source) each, which is what messages have
 * in common. Keys are compared by identity: attributes are interned and sources are sessions.
 */
final class Announcements {
  private static final int SMALLEST = 16;
  private static final int LARGEST_KEPT = 1 << 14;

  record Bucket(Path path, DestinationList destinations) {}

  private final List<Bucket> buckets = new ArrayList<>();
  private @Nullable Bucket[] slots = new @Nullable Bucket[SMALLEST];
  private @Nullable Bucket last;

  /** Where destinations of this path go. */
  DestinationList of(Path path) {
    Bucket recent = last;
    if (recent != null && recent.path().sameAs(path)) {
      return recent.destinations();
    }
    int slot = slotOf(path);
    Bucket found = slots[slot];
    if (found == null) {
      found = new Bucket(path, new DestinationList());
      slots[slot] = found;
      buckets.add(found);
      if (buckets.size() * 2 > slots.length) {
        resize();
      }
    }
    last = found;
    return found.destinations();
  }

  List<Bucket> buckets() {
    return buckets;
  }

  boolean isEmpty() {
    return buckets.isEmpty();
  }

  void clear() {
    if (buckets.isEmpty()) {
      return;
    }
    if (slots.length > LARGEST_KEPT) {
      slots = new @Nullable Bucket[SMALLEST];
    } else {
      Arrays.fill(slots, null);
    }
    buckets.clear();
    last = null;
  }

  private int slotOf(Path path) {
    int mask = slots.length - 1;
    int slot = mix(path) & mask;
    for (Bucket at = slots[slot]; at != null; at = slots[slot]) {
      if (at.path().sameAs(path)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void resize() {
    slots = new @Nullable Bucket[slots.length * 2];
    for (Bucket bucket : buckets) {
      slots[slotOf(bucket.path())] = bucket;
    }
  }

  private static int mix(Path path) {
    int hash = (path.attributes().hashCode() ^ path.source().hashCode()) * 0x9E3779B9;
    return hash ^ hash >>> 16;
  }
}
