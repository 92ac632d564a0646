package io.podspan.bgpreflector.wire;

import java.nio.ByteBuffer;
import java.util.StringJoiner;

/**
 * Reads and writes values of the AS_PATH attribute (RFC 4271, section 5.1.2): segments of type,
 * count, AS numbers. Canonical values have four octets per AS; {@link #widen} and {@link #narrow}
 * translate for peers that know two (RFC 6793).
 */
final class AsPath {
  static final int AS_SET = 1;
  static final int AS_SEQUENCE = 2;
  private static final int CONFED_SEQUENCE = 3;
  private static final int CONFED_SET = 4;

  private AsPath() {}

  /** RFC 7606, section 7.2: known types, no empty segment, no overrun. */
  static boolean isWellFormed(byte[] value, int width) {
    int at = 0;
    while (at < value.length) {
      if (value.length - at < 2) {
        return false;
      }
      int type = value[at];
      int count = value[at + 1] & 0xff;
      if (type < AS_SET || type > CONFED_SET || count == 0) {
        return false;
      }
      at += 2 + count * width;
    }
    return at == value.length;
  }

  /**
   * Hops as the decision counts them: a set is one (RFC 4271, 9.1.2.2), a confederation none (RFC
   * 5065, 5.3).
   */
  static int hops(byte[] value) {
    int hops = 0;
    for (int at = 0; at < value.length; at += 2 + (value[at + 1] & 0xff) * 4) {
      hops +=
          switch (value[at]) {
            case AS_SEQUENCE -> value[at + 1] & 0xff;
            case AS_SET -> 1;
            default -> 0;
          };
    }
    return hops;
  }

  /** The AS that the route came from, 0 when it is of our own AS or aggregated. */
  static long neighbor(byte[] value) {
    for (int at = 0; at < value.length; at += 2 + (value[at + 1] & 0xff) * 4) {
      if (value[at] == AS_SEQUENCE) {
        return asnAt(value, at + 2);
      }
      if (value[at] == AS_SET) {
        return 0;
      }
    }
    return 0;
  }

  static boolean contains(byte[] value, long asn) {
    for (int at = 0; at < value.length; ) {
      int end = at + 2 + (value[at + 1] & 0xff) * 4;
      for (int as = at + 2; as < end; as += 4) {
        if (asnAt(value, as) == asn) {
          return true;
        }
      }
      at = end;
    }
    return false;
  }

  static byte[] widen(byte[] twoOctets) {
    ByteBuffer in = ByteBuffer.wrap(twoOctets);
    ByteBuffer out = ByteBuffer.allocate(twoOctets.length * 2);
    while (in.hasRemaining()) {
      out.put(in.get());
      int count = in.get() & 0xff;
      out.put((byte) count);
      for (int i = 0; i < count; i++) {
        out.putInt(in.getShort() & 0xffff);
      }
    }
    return written(out);
  }

  static byte[] narrow(byte[] fourOctets) {
    ByteBuffer in = ByteBuffer.wrap(fourOctets);
    ByteBuffer out = ByteBuffer.allocate(fourOctets.length);
    while (in.hasRemaining()) {
      out.put(in.get());
      int count = in.get() & 0xff;
      out.put((byte) count);
      for (int i = 0; i < count; i++) {
        int asn = in.getInt();
        out.putShort((short) (asn >>> 16 == 0 ? asn : Message.AS_TRANS));
      }
    }
    return written(out);
  }

  /** Whether some AS number needs four octets. */
  static boolean needsFourOctets(byte[] value) {
    for (int at = 0; at < value.length; ) {
      int end = at + 2 + (value[at + 1] & 0xff) * 4;
      for (int as = at + 2; as < end; as += 4) {
        if (value[as] != 0 || value[as + 1] != 0) {
          return true;
        }
      }
      at = end;
    }
    return false;
  }

  /** With one more AS in front (RFC 4271, 5.1.2); a full first sequence gets a new segment. */
  static byte[] prepend(byte[] value, long asn) {
    boolean extend = value.length > 0 && value[0] == AS_SEQUENCE && (value[1] & 0xff) < 255;
    ByteBuffer out = ByteBuffer.allocate(value.length + (extend ? 4 : 6));
    out.put((byte) AS_SEQUENCE);
    out.put((byte) (extend ? (value[1] & 0xff) + 1 : 1));
    out.putInt((int) asn);
    out.put(value, extend ? 2 : 0, value.length - (extend ? 2 : 0));
    return out.array();
  }

  /** As operators write it: {@code 64512 64513 {65000 65001}}. */
  static String format(byte[] value) {
    StringJoiner path = new StringJoiner(" ");
    for (int at = 0; at < value.length; ) {
      int end = at + 2 + (value[at + 1] & 0xff) * 4;
      StringJoiner segment =
          switch (value[at]) {
            case AS_SET -> new StringJoiner(" ", "{", "}");
            case CONFED_SEQUENCE -> new StringJoiner(" ", "(", ")");
            case CONFED_SET -> new StringJoiner(" ", "[", "]");
            default -> new StringJoiner(" ");
          };
      for (int as = at + 2; as < end; as += 4) {
        segment.add(Long.toString(asnAt(value, as)));
      }
      path.add(segment.toString());
      at = end;
    }
    return path.toString();
  }

  private static long asnAt(byte[] value, int at) {
    return ByteBuffer.wrap(value).getInt(at) & 0xffff_ffffL;
  }

  private static byte[] written(ByteBuffer out) {
    byte[] result = new byte[out.position()];
    out.flip().get(result);
    return result;
  }
}
