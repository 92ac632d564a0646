package io.podspan.events.world;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Immutable sorted maps, changed by copying. */
final class Records {
  private Records() {}

  static <V> SortedMap<String, V> none() {
    return Collections.emptySortedMap();
  }

  static <V> SortedMap<String, V> copy(Map<String, V> map) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  static <V> SortedMap<String, V> with(SortedMap<String, V> map, String key, V value) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.put(key, value);
    return Collections.unmodifiableSortedMap(changed);
  }

  static <V> SortedMap<String, V> without(SortedMap<String, V> map, String key) {
    SortedMap<String, V> changed = new TreeMap<>(map);
    changed.remove(key);
    return Collections.unmodifiableSortedMap(changed);
  }
}
