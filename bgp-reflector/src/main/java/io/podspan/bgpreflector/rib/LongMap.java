package io.podspan.bgpreflector.rib;

import org.jspecify.annotations.Nullable;

/**
 * A hash map from primitive long to objects: open addressing, linear probing, no tombstones. Not
 * thread-safe; not to be changed while it is walked.
 */
public final class LongMap<V> {
  private static final int SMALLEST = 8;

  private long[] keys = new long[SMALLEST];
  private @Nullable Object[] values = new @Nullable Object[SMALLEST];
  private int size;

  /** Receives entries in no particular order. */
  @FunctionalInterface
  public interface Visitor<V> {
    void visit(long key, V value);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  @SuppressWarnings("unchecked") // only put() stores, and it stores V
  public @Nullable V get(long key) {
    return (V) values[slotOf(key)];
  }

  public boolean containsKey(long key) {
    return values[slotOf(key)] != null;
  }

  /** Returns the value that was there before, or null. */
  @SuppressWarnings("unchecked") // as in get()
  public @Nullable V put(long key, V value) {
    int slot = slotOf(key);
    V before = (V) values[slot];
    keys[slot] = key;
    values[slot] = value;
    if (before == null && ++size * 4 > keys.length * 3) {
      resize(keys.length * 2);
    }
    return before;
  }

  /** Returns the value that was there, or null. */
  @SuppressWarnings("unchecked") // as in get()
  public @Nullable V remove(long key) {
    int slot = slotOf(key);
    V before = (V) values[slot];
    if (before != null) {
      values[slot] = null;
      size--;
      closeGap(slot);
    }
    return before;
  }

  public void clear() {
    keys = new long[SMALLEST];
    values = new @Nullable Object[SMALLEST];
    size = 0;
  }

  @SuppressWarnings("unchecked") // as in get()
  public void forEach(Visitor<? super V> visitor) {
    for (int slot = 0; slot < keys.length; slot++) {
      Object value = values[slot];
      if (value != null) {
        visitor.visit(keys[slot], (V) value);
      }
    }
  }

  /** All keys, in no particular order. */
  public long[] keys() {
    long[] all = new long[size];
    int count = 0;
    for (int slot = 0; slot < keys.length; slot++) {
      if (values[slot] != null) {
        all[count++] = keys[slot];
      }
    }
    return all;
  }

  private int slotOf(long key) {
    int mask = keys.length - 1;
    int slot = mix(key) & mask;
    while (values[slot] != null && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Moves back what would not be found any more across the gap. */
  private void closeGap(int freed) {
    int mask = keys.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; values[slot] != null; slot = (slot + 1) & mask) {
      int home = mix(keys[slot]) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        keys[gap] = keys[slot];
        values[gap] = values[slot];
        values[slot] = null;
        gap = slot;
      }
    }
  }

  private void resize(int capacity) {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[capacity];
    values = new @Nullable Object[capacity];
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldValues[slot] != null) {
        int at = slotOf(oldKeys[slot]);
        keys[at] = oldKeys[slot];
        values[at] = oldValues[slot];
      }
    }
  }

  private static int mix(long key) {
    long hash = key * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32) ^ (int) (hash >>> 48);
  }
}
