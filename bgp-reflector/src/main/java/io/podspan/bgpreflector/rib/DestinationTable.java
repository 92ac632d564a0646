package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.KeyedHash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Destinations by prefix and by id. Open addressing over the destinations themselves, without
 * tombstones; ids are dense, and others can index arrays by them. Owned by the shard loop.
 *
 * <p>Cost per destination: 4 octets by id and 6 to 12 by prefix.
 */
public final class DestinationTable {
  private static final int SMALLEST = 16;

  private @Nullable Destination[] slots = new @Nullable Destination[SMALLEST];
  private @Nullable Destination[] byId = new @Nullable Destination[SMALLEST];
  private int[] freeIds = new int[SMALLEST];
  private int freeCount;
  private int idLimit;
  private int size;

  public int size() {
    return size;
  }

  /** Ids are below this. */
  public int idLimit() {
    return idLimit;
  }

  /** Null when no destination has this id now. */
  public @Nullable Destination byId(int id) {
    return byId[id];
  }

  public @Nullable Destination find(boolean ipv6, long high, long low, int length) {
    return slots[slotOf(hash(high, low, length), ipv6, high, low, length)];
  }

  /**
   * Reads what a search for this prefix is going to look at, and does nothing with it. Memory is
   * waited for one search after the other, but fetched for many of these at the same time.
   *
   * @return nothing that means anything
   */
  public int prefetch(long high, long low, int length) {
    Destination at = slots[hash(high, low, length) & (slots.length - 1)];
    return at == null ? 0 : at.prefetch();
  }

  Destination findOrAdd(boolean ipv6, long high, long low, int length) {
    int hash = hash(high, low, length);
    int slot = slotOf(hash, ipv6, high, low, length);
    Destination present = slots[slot];
    if (present != null) {
      return present;
    }
    Destination added = new Destination(nextId(), hash, ipv6, high, low, length);
    byId[added.id()] = added;
    slots[slot] = added;
    if (++size * 2 > slots.length) {
      resize();
    }
    return added;
  }

  void remove(Destination destination) {
    int slot = slotOf(destination);
    slots[slot] = null;
    closeGap(slot);
    size--;
    byId[destination.id()] = null;
    if (freeCount == freeIds.length) {
      freeIds = Arrays.copyOf(freeIds, freeCount * 2);
    }
    freeIds[freeCount++] = destination.id();
  }

  private int nextId() {
    if (freeCount > 0) {
      return freeIds[--freeCount];
    }
    if (idLimit == byId.length) {
      byId = Arrays.copyOf(byId, idLimit * 2);
    }
    return idLimit++;
  }

  private int slotOf(int hash, boolean ipv6, long high, long low, int length) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (Destination at = slots[slot]; at != null; at = slots[slot]) {
      if (at.hash() == hash && at.is(ipv6, high, low, length)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  @SuppressWarnings("ReferenceEquality") // one object for each prefix
  private int slotOf(Destination destination) {
    int mask = slots.length - 1;
    int slot = destination.hash() & mask;
    while (slots[slot] != destination) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Moves back what would not be found any more across the gap. */
  private void closeGap(int freed) {
    int mask = slots.length - 1;
    int gap = freed;
    int slot = (gap + 1) & mask;
    for (Destination at = slots[slot]; at != null; at = slots[slot]) {
      if (((slot - at.hash()) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = at;
        slots[slot] = null;
        gap = slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void resize() {
    @Nullable Destination[] old = slots;
    slots = new @Nullable Destination[old.length * 2];
    int mask = slots.length - 1;
    for (Destination destination : old) {
      if (destination != null) {
        int slot = destination.hash() & mask;
        while (slots[slot] != null) {
          slot = (slot + 1) & mask;
        }
        slots[slot] = destination;
      }
    }
  }

  /** Also decides which shard a prefix belongs to. */
  public static int hash(long high, long low, int length) {
    return KeyedHash.of(high, low, length);
  }
}
