package io.podspan.bgp.wire;

import io.podspan.bgp.wire.AttributeTable.Flags;
import java.util.Arrays;

/**
 * Attributes as bytes: flags, code, length of one or two octets, value (RFC 4271, section 4.3).
 * {@link AttributesDecoder} has checked all ranges before.
 */
final class AttributeBytes {
  private AttributeBytes() {}

  static int codeAt(byte[] in, int at) {
    return in[at + 1] & 0xff;
  }

  static int valueStart(byte[] in, int at) {
    return at + ((in[at] & Flags.EXTENDED_LENGTH) == 0 ? 3 : 4);
  }

  static int endOf(byte[] in, int at) {
    return (in[at] & Flags.EXTENDED_LENGTH) == 0
        ? at + 3 + (in[at + 2] & 0xff)
        : at + 4 + Bytes.shortAt(in, at + 2);
  }

  /** Where the attribute starts, -1 if it is missing. */
  static int find(byte[] ordered, int code) {
    int at = place(ordered, code);
    return at < ordered.length && codeAt(ordered, at) == code ? at : -1;
  }

  /** Where the attribute starts, or where it would be inserted. */
  private static int place(byte[] ordered, int code) {
    int at = 0;
    while (at < ordered.length && codeAt(ordered, at) < code) {
      at = endOf(ordered, at);
    }
    return at;
  }

  static byte[] attribute(int flags, int code, byte... value) {
    boolean extended = value.length > 255 || (flags & Flags.EXTENDED_LENGTH) != 0;
    int start = extended ? 4 : 3;
    byte[] out = new byte[start + value.length];
    out[0] = (byte) (extended ? flags | Flags.EXTENDED_LENGTH : flags);
    out[1] = (byte) code;
    if (extended) {
      Bytes.putShort(out, 2, value.length);
    } else {
      out[2] = (byte) value.length;
    }
    System.arraycopy(value, 0, out, start, value.length);
    return out;
  }

  static byte[] attribute(AttributeTable row, byte... value) {
    return attribute(row.flags(), row.code(), value);
  }

  /** A copy with this attribute, which replaces the one with the same code. */
  static byte[] with(byte[] ordered, byte[] attribute) {
    return spliced(ordered, codeAt(attribute, 0), attribute);
  }

  static byte[] without(byte[] ordered, AttributeTable row) {
    return spliced(ordered, row.code(), new byte[0]);
  }

  private static byte[] spliced(byte[] ordered, int code, byte[] insert) {
    int from = place(ordered, code);
    boolean there = from < ordered.length && codeAt(ordered, from) == code;
    int to = there ? endOf(ordered, from) : from;
    byte[] out = new byte[ordered.length - (to - from) + insert.length];
    System.arraycopy(ordered, 0, out, 0, from);
    System.arraycopy(insert, 0, out, from, insert.length);
    System.arraycopy(ordered, to, out, from + insert.length, ordered.length - to);
    return out;
  }

  /** A copy ordered by code. The input has each code at most once. */
  static byte[] ordered(byte[] attributes) {
    int[] startOf = new int[256];
    Arrays.fill(startOf, -1);
    for (int at = 0; at < attributes.length; at = endOf(attributes, at)) {
      startOf[codeAt(attributes, at)] = at;
    }
    byte[] out = new byte[attributes.length];
    int length = 0;
    for (int start : startOf) {
      if (start >= 0) {
        int size = endOf(attributes, start) - start;
        System.arraycopy(attributes, start, out, length, size);
        length += size;
      }
    }
    return out;
  }
}
