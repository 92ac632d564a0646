package io.podspan.bgpreflector.rib;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A hash map from ints, except -1, to objects or null: open addressing, linear probing, no
 * tombstones, no boxing. Not thread-safe.
 */
public final class IntMap<V> {
  private static final int SMALLEST = 8;
  private static final int FREE = -1;

  private int[] keys = free(SMALLEST);
  private @Nullable Object[] values = new @Nullable Object[SMALLEST];
  private int size;

  // Each its own: what is taken out of one in the order of its slots and put into another would
  // find them all taken in a row.
  private final int multiplier = Multipliers.next();

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public boolean containsKey(int key) {
    return keys[slotOf(key)] == key;
  }

  /** Null when the key is not there, or stands for null. */
  @SuppressWarnings("unchecked") // only putIfAbsent() stores, and it stores V
  public @Nullable V get(int key) {
    int slot = slotOf(key);
    return keys[slot] == key ? (V) values[slot] : null;
  }

  /** Whether the key was not there; else nothing changes. */
  public boolean putIfAbsent(int key, @Nullable V value) {
    int slot = slotOf(key);
    if (keys[slot] == key) {
      return false;
    }
    keys[slot] = key;
    values[slot] = value;
    if (++size * 3 > keys.length * 2) {
      resize(keys.length * 2);
    }
    return true;
  }

  /** Returns the value that was there; null also when there was none. */
  @SuppressWarnings("unchecked") // only putIfAbsent() stores, and it stores V
  public @Nullable V remove(int key) {
    int slot = slotOf(key);
    if (keys[slot] != key) {
      return null;
    }
    V before = (V) values[slot];
    keys[slot] = FREE;
    values[slot] = null;
    size--;
    closeGap(slot);
    return before;
  }

  /** All keys, in no particular order. */
  public int[] keys() {
    int[] all = new int[size];
    int count = 0;
    for (int key : keys) {
      if (key != FREE) {
        all[count++] = key;
      }
    }
    return all;
  }

  private int slotOf(int key) {
    int mask = keys.length - 1;
    int slot = mix(key) & mask;
    while (keys[slot] != FREE && keys[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Moves back what would not be found any more across the gap. */
  private void closeGap(int freed) {
    int mask = keys.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; keys[slot] != FREE; slot = (slot + 1) & mask) {
      int home = mix(keys[slot]) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        keys[gap] = keys[slot];
        values[gap] = values[slot];
        keys[slot] = FREE;
        values[slot] = null;
        gap = slot;
      }
    }
  }

  private void resize(int capacity) {
    int[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = free(capacity);
    values = new @Nullable Object[capacity];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != FREE) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  private static int[] free(int capacity) {
    int[] keys = new int[capacity];
    Arrays.fill(keys, FREE);
    return keys;
  }

  private int mix(int key) {
    int hash = key * multiplier;
    return hash ^ hash >>> 15;
  }
}
