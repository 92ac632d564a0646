package io.podspan.bgpreflector.wire;

import io.podspan.bgpreflector.wire.AttributeTable.Flags;
import java.util.Arrays;

/** Collects attributes ordered by code and writes them canonically. Single use, single thread. */
final class AttributesBuilder {
  private int[] keys = new int[12];
  private byte[][] values = new byte[12][];
  private int count;

  AttributesBuilder() {}

  AttributesBuilder(byte[] canonical) {
    for (int at = 0; at < canonical.length; ) {
      int flags = canonical[at] & 0xff;
      boolean extended = (flags & Flags.EXTENDED_LENGTH) != 0;
      int start = at + (extended ? 4 : 3);
      int length =
          extended
              ? (canonical[at + 2] & 0xff) << 8 | (canonical[at + 3] & 0xff)
              : canonical[at + 2] & 0xff;
      put(canonical[at + 1] & 0xff, flags, Arrays.copyOfRange(canonical, start, start + length));
      at = start + length;
    }
  }

  AttributesBuilder put(AttributeTable row, byte[] value) {
    return put(row.code(), row.flags(), value);
  }

  /** Replaces the attribute with this code or adds it. */
  AttributesBuilder put(int code, int flags, byte[] value) {
    int at = indexOf(code);
    if (at == count || keys[at] >>> 8 != code) {
      openGap(at);
    }
    keys[at] = code << 8 | (flags & (Flags.OPTIONAL_TRANSITIVE | Flags.PARTIAL));
    values[at] = value;
    return this;
  }

  AttributesBuilder remove(AttributeTable row) {
    int at = indexOf(row.code());
    if (at < count && keys[at] >>> 8 == row.code()) {
      System.arraycopy(keys, at + 1, keys, at, count - at - 1);
      System.arraycopy(values, at + 1, values, at, count - at - 1);
      count--;
    }
    return this;
  }

  boolean has(AttributeTable row) {
    int at = indexOf(row.code());
    return at < count && keys[at] >>> 8 == row.code();
  }

  boolean isEmpty() {
    return count == 0;
  }

  PathAttributes build() {
    return new PathAttributes(bytes());
  }

  byte[] bytes() {
    int length = 0;
    for (int i = 0; i < count; i++) {
      length += values[i].length + (values[i].length > 255 ? 4 : 3);
    }
    byte[] out = new byte[length];
    int at = 0;
    for (int i = 0; i < count; i++) {
      at = write(out, at, keys[i], values[i]);
    }
    return out;
  }

  private static int write(byte[] out, int start, int key, byte[] value) {
    boolean extended = value.length > 255;
    int at = start;
    out[at++] = (byte) ((key & 0xff) | (extended ? Flags.EXTENDED_LENGTH : 0));
    out[at++] = (byte) (key >>> 8);
    if (extended) {
      out[at++] = (byte) (value.length >>> 8);
    }
    out[at++] = (byte) value.length;
    System.arraycopy(value, 0, out, at, value.length);
    return at + value.length;
  }

  private int indexOf(int code) {
    int at = count;
    while (at > 0 && keys[at - 1] >>> 8 >= code) {
      at--;
    }
    return at;
  }

  private void openGap(int at) {
    if (count == keys.length) {
      keys = Arrays.copyOf(keys, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    System.arraycopy(keys, at, keys, at + 1, count - at);
    System.arraycopy(values, at, values, at + 1, count - at);
    count++;
  }
}
