package io.podspan.bgpreflector.rib;

import java.util.Arrays;

/**
 * A set of non-negative ints: open addressing, linear probing, no tombstones, no boxing. Not
 * thread-safe; not to be changed while it is walked.
 */
public final class IntSet {
  private static final int SMALLEST = 4;
  private static final int FREE = -1;

  private int[] slots = free(SMALLEST);
  private int size;

  // Each its own: what is taken out of one in the order of its slots and put into another would
  // find them all taken in a row.
  private final int multiplier = Multipliers.next();

  /** Receives members in no particular order. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int member);
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  public boolean contains(int member) {
    return slots[slotOf(member)] == member;
  }

  /** Whether it was not there before. */
  public boolean add(int member) {
    int slot = slotOf(member);
    if (slots[slot] == member) {
      return false;
    }
    slots[slot] = member;
    if (++size * 3 > slots.length * 2) {
      resize(slots.length * 2);
    }
    return true;
  }

  /** Whether it was there. */
  public boolean remove(int member) {
    int slot = slotOf(member);
    if (slots[slot] != member) {
      return false;
    }
    slots[slot] = FREE;
    size--;
    closeGap(slot);
    return true;
  }

  public void forEach(Visitor visitor) {
    for (int member : slots) {
      if (member != FREE) {
        visitor.visit(member);
      }
    }
  }

  /** All members, in no particular order. */
  public int[] toArray() {
    int[] all = new int[size];
    int count = 0;
    for (int member : slots) {
      if (member != FREE) {
        all[count++] = member;
      }
    }
    return all;
  }

  private int slotOf(int member) {
    int mask = slots.length - 1;
    int slot = mix(member) & mask;
    while (slots[slot] != FREE && slots[slot] != member) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Moves back what would not be found any more across the gap. */
  private void closeGap(int freed) {
    int mask = slots.length - 1;
    int gap = freed;
    for (int slot = (gap + 1) & mask; slots[slot] != FREE; slot = (slot + 1) & mask) {
      int home = mix(slots[slot]) & mask;
      if (((slot - home) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        slots[slot] = FREE;
        gap = slot;
      }
    }
  }

  private void resize(int capacity) {
    int[] old = slots;
    slots = free(capacity);
    for (int member : old) {
      if (member != FREE) {
        slots[slotOf(member)] = member;
      }
    }
  }

  private static int[] free(int capacity) {
    int[] slots = new int[capacity];
    Arrays.fill(slots, FREE);
    return slots;
  }

  private int mix(int member) {
    int hash = member * multiplier;
    return hash ^ hash >>> 15;
  }
}
