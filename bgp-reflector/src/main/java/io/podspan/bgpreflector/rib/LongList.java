package io.podspan.bgpreflector.rib;

import java.util.Arrays;

/** A growing list of primitive longs. Not thread-safe. */
public final class LongList {
  private long[] items = new long[1];
  private int size;

  public void add(long item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  public int size() {
    return size;
  }

  public long at(int index) {
    return items[index];
  }
}
