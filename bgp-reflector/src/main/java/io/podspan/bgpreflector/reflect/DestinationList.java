package io.podspan.bgpreflector.reflect;

import io.podspan.bgpreflector.rib.Destination;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Destinations that go into the same messages, in the order in which they were added. */
final class DestinationList {
  private @Nullable Destination[] items = new @Nullable Destination[1];
  private int size;

  void add(Destination destination) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = destination;
  }

  int size() {
    return size;
  }

  Destination at(int index) {
    Destination found = items[index];
    if (found == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return found;
  }
}
