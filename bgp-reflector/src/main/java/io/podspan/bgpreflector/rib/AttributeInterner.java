package io.podspan.bgpreflector.rib;

import io.podspan.bgp.wire.PathAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Makes equal attributes one object, for as long as a path uses them. Open addressing with the
 * count of uses beside each. Owned by the shard loop.
 *
 * <p>Cost per attribute set: 16 to 32 octets beside the set itself.
 */
final class AttributeInterner {
  private static final int SMALLEST = 16;

  private @Nullable PathAttributes[] slots = new @Nullable PathAttributes[SMALLEST];
  private int[] uses = new int[SMALLEST];
  private int size;

  /** The one object for these attributes, with this many more uses. */
  PathAttributes acquire(PathAttributes attributes, int more) {
    int slot = slotOf(attributes);
    PathAttributes present = slots[slot];
    if (present != null) {
      uses[slot] += more;
      return present;
    }
    slots[slot] = attributes;
    uses[slot] = more;
    if (++size * 2 > slots.length) {
      resize();
    }
    return attributes;
  }

  /** Ends this many uses. */
  void release(PathAttributes attributes, int fewer) {
    int slot = slotOf(attributes);
    if (slots[slot] == null || uses[slot] < fewer) {
      throw new IllegalStateException("released attributes that nobody uses: " + attributes);
    }
    uses[slot] -= fewer;
    if (uses[slot] == 0) {
      slots[slot] = null;
      size--;
      closeGap(slot);
    }
  }

  int size() {
    return size;
  }

  private int slotOf(PathAttributes attributes) {
    int mask = slots.length - 1;
    int slot = mix(attributes) & mask;
    for (PathAttributes at = slots[slot]; at != null; at = slots[slot]) {
      if (at.equals(attributes)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Moves back what would not be found any more across the gap. */
  private void closeGap(int freed) {
    int mask = slots.length - 1;
    int gap = freed;
    int slot = (gap + 1) & mask;
    for (PathAttributes at = slots[slot]; at != null; at = slots[slot]) {
      if (((slot - mix(at)) & mask) >= ((slot - gap) & mask)) {
        slots[gap] = at;
        uses[gap] = uses[slot];
        slots[slot] = null;
        gap = slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void resize() {
    @Nullable PathAttributes[] old = slots;
    int[] oldUses = uses;
    slots = new @Nullable PathAttributes[old.length * 2];
    uses = new int[slots.length];
    for (int i = 0; i < old.length; i++) {
      PathAttributes moved = old[i];
      if (moved != null) {
        int slot = slotOf(moved);
        slots[slot] = moved;
        uses[slot] = oldUses[i];
      }
    }
  }

  private static int mix(PathAttributes attributes) {
    int hash = attributes.hashCode() * 0x9E3779B9;
    return hash ^ hash >>> 16;
  }
}
