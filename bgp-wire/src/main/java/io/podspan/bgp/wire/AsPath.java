package io.podspan.bgp.wire;

import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the value of AS_PATH (RFC 4271, section 5.1.2): segments of type, count and AS
 * numbers. Canonical values have four octets per AS. {@link #widen} and {@link #narrow} convert for
 * peers that use two (RFC 6793).
 */
final class AsPath {
  static final int AS_SET = 1;
  static final int AS_SEQUENCE = 2;
  static final int CONFED_SEQUENCE = 3;
  static final int CONFED_SET = 4;

  private static final Flaw LEFT_OVER = new Flaw(FaultReason.LENGTH, "one octet is left over");
  private static final Flaw UNKNOWN_TYPE =
      new Flaw(FaultReason.VALUE, "a segment has an unknown type");
  private static final Flaw EMPTY_SEGMENT = new Flaw(FaultReason.LENGTH, "a segment is empty");
  private static final Flaw OVERLONG_SEGMENT =
      new Flaw(FaultReason.LENGTH, "a segment is longer than the path");
  private static final Flaw AS_ZERO = new Flaw(FaultReason.VALUE, "AS 0");
  private static final Flaw HAS_SET =
      new Flaw(FaultReason.AS_SET, "AS_SET or AS_CONFED_SET (RFC 9774)");

  /** What is wrong with a path. */
  record Flaw(FaultReason reason, String what) {}

  private AsPath() {}

  /**
   * What is wrong with the path, null if nothing is. RFC 7606, section 7.2 asks for known types, no
   * empty segment, and segments that end within the value. RFC 7607, section 2 forbids AS 0. RFC
   * 9774, section 3 forbids sets.
   *
   * @param width octets per AS
   * @param max the most AS numbers
   * @param sets whether sets are taken
   */
  static @Nullable Flaw flaw(byte[] in, int start, int end, int width, int max, boolean sets) {
    int at = start;
    int total = 0;
    boolean hasSet = false;
    while (at < end) {
      if (end - at < 2) {
        return LEFT_OVER;
      }
      int type = in[at];
      int count = in[at + 1] & 0xff;
      int stop = at + 2 + count * width;
      if (type < AS_SET || type > CONFED_SET) {
        return UNKNOWN_TYPE;
      }
      if (count == 0 || stop > end) {
        return count == 0 ? EMPTY_SEGMENT : OVERLONG_SEGMENT;
      }
      for (at += 2; at < stop; at += width) {
        if (asnAt(in, at, width) == 0) {
          return AS_ZERO;
        }
      }
      total += count;
      hasSet |= type == AS_SET || type == CONFED_SET;
    }
    if (hasSet && !sets) {
      return HAS_SET;
    }
    return total > max ? tooLong(total, max) : null;
  }

  private static Flaw tooLong(int total, int max) {
    return new Flaw(
        FaultReason.AS_PATH_TOO_LONG, total + " AS numbers, and at most " + max + " are taken");
  }

  private static int asnAt(byte[] in, int at, int width) {
    return width == 4 ? Bytes.intAt(in, at) : Bytes.shortAt(in, at);
  }

  /**
   * The length that the decision process compares. A set counts as one (RFC 4271, section 9.1.2.2),
   * a confederation segment as none (RFC 5065, section 5.3).
   */
  static int hops(byte[] in, int start, int end) {
    int hops = 0;
    for (int at = start; at < end; at = segmentEnd(in, at)) {
      if (in[at] == AS_SEQUENCE) {
        hops += in[at + 1] & 0xff;
      } else if (in[at] == AS_SET) {
        hops++;
      }
    }
    return hops;
  }

  /** The neighbouring AS that sent the route. 0 if the route is from our AS or aggregated. */
  static int neighbor(byte[] in, int start, int end) {
    int at = start;
    while (at < end && isConfederation(in[at])) {
      at = segmentEnd(in, at);
    }
    return at < end && in[at] == AS_SEQUENCE ? Bytes.intAt(in, at + 2) : 0;
  }

  static boolean contains(byte[] in, int start, int end, int asn) {
    for (int at = start; at < end; ) {
      int stop = segmentEnd(in, at);
      for (at += 2; at < stop; at += 4) {
        if (Bytes.intAt(in, at) == asn) {
          return true;
        }
      }
    }
    return false;
  }

  static boolean hasConfederation(byte[] in, int start, int end, int width) {
    for (int at = start; at < end; at += 2 + (in[at + 1] & 0xff) * width) {
      if (isConfederation(in[at])) {
        return true;
      }
    }
    return false;
  }

  static boolean isConfederation(int type) {
    return type == CONFED_SEQUENCE || type == CONFED_SET;
  }

  static int segmentEnd(byte[] in, int at) {
    return at + 2 + (in[at + 1] & 0xff) * 4;
  }

  static byte[] widen(byte[] in, int start, int end) {
    byte[] out = new byte[2 * (end - start)];
    int to = 0;
    for (int at = start; at < end; ) {
      int stop = at + 2 + (in[at + 1] & 0xff) * 2;
      out[to++] = in[at++];
      out[to++] = in[at++];
      for (; at < stop; at += 2, to += 4) {
        out[to + 2] = in[at];
        out[to + 3] = in[at + 1];
      }
    }
    return Arrays.copyOf(out, to);
  }

  static byte[] narrow(byte[] value) {
    byte[] out = new byte[value.length];
    int to = 0;
    for (int at = 0; at < value.length; ) {
      int stop = segmentEnd(value, at);
      out[to++] = value[at++];
      out[to++] = value[at++];
      for (; at < stop; at += 4, to += 2) {
        Bytes.putShort(out, to, twoOctets(Bytes.intAt(value, at)));
      }
    }
    return Arrays.copyOf(out, to);
  }

  static int twoOctets(int asn) {
    return asn >>> 16 == 0 ? asn : Message.AS_TRANS;
  }

  /** Whether some AS number needs four octets. */
  static boolean needsFourOctets(byte[] value) {
    for (int at = 0; at < value.length; ) {
      int stop = segmentEnd(value, at);
      for (at += 2; at < stop; at += 4) {
        if (Bytes.shortAt(value, at) != 0) {
          return true;
        }
      }
    }
    return false;
  }

  static byte[] withoutConfederations(byte[] value) {
    byte[] out = new byte[value.length];
    int to = 0;
    for (int at = 0; at < value.length; ) {
      int stop = segmentEnd(value, at);
      if (!isConfederation(value[at])) {
        System.arraycopy(value, at, out, to, stop - at);
        to += stop - at;
      }
      at = stop;
    }
    return Arrays.copyOf(out, to);
  }

  /** A copy with one more AS in front (RFC 4271, section 5.1.2), in a new segment if necessary. */
  static byte[] prepend(byte[] value, int asn) {
    boolean extend = value.length > 0 && value[0] == AS_SEQUENCE && (value[1] & 0xff) < 255;
    int rest = extend ? 2 : 0;
    byte[] out = new byte[6 + value.length - rest];
    out[0] = AS_SEQUENCE;
    out[1] = (byte) (extend ? value[1] + 1 : 1);
    Bytes.putInt(out, 2, asn);
    System.arraycopy(value, rest, out, 6, value.length - rest);
    return out;
  }

  /** As operators write it: {@code 64512 64513 {65000 65001}}. */
  static String format(byte[] in, int start, int end) {
    StringJoiner path = new StringJoiner(" ");
    for (int at = start; at < end; ) {
      int stop = segmentEnd(in, at);
      StringJoiner segment =
          switch (in[at]) {
            case AS_SET -> new StringJoiner(" ", "{", "}");
            case CONFED_SEQUENCE -> new StringJoiner(" ", "(", ")");
            case CONFED_SET -> new StringJoiner(" ", "[", "]");
            default -> new StringJoiner(" ");
          };
      for (at += 2; at < stop; at += 4) {
        segment.add(Integer.toUnsignedString(Bytes.intAt(in, at)));
      }
      path.add(segment.toString());
    }
    return path.toString();
  }
}
