package io.podspan.bgp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Carries AS numbers of four octets over peers that use two (RFC 6793). {@link #merged} restores
 * them on receipt, {@link #split} prepares them for sending.
 */
final class FourOctetAs {
  private FourOctetAs() {}

  /**
   * Section 4.2.3.
   *
   * @param canonical with AS_PATH and AGGREGATOR already wide
   * @param as4Path well-formed, null if there is none
   * @param as4Aggregator of eight octets, null if there is none
   */
  static byte[] merged(
      byte[] canonical, byte @Nullable [] as4Path, byte @Nullable [] as4Aggregator) {
    byte[] merged = canonical;
    int aggregator = AttributeBytes.find(canonical, AttributeTable.AGGREGATOR.code());
    if (aggregator >= 0) {
      int asn = Bytes.intAt(canonical, AttributeBytes.valueStart(canonical, aggregator));
      if (asn != Message.AS_TRANS) {
        // An AS on the way aggregated without updating the AS4 attributes, so both are outdated.
        return canonical;
      }
      if (as4Aggregator != null) {
        merged = withValue(merged, aggregator, as4Aggregator);
      }
    }
    int path = AttributeBytes.find(merged, AttributeTable.AS_PATH.code());
    if (as4Path == null || path < 0) {
      return merged;
    }
    byte[] whole = mergedPath(value(merged, path), AsPath.withoutConfederations(as4Path));
    return whole == null ? merged : withValue(merged, path, whole);
  }

  /**
   * The leading part of AS_PATH by which AS4_PATH is shorter, and then AS4_PATH. Null if AS4_PATH
   * must be ignored.
   */
  private static byte @Nullable [] mergedPath(byte[] path, byte[] as4Path) {
    int missing = AsPath.hops(path, 0, path.length) - AsPath.hops(as4Path, 0, as4Path.length);
    if (missing < 0 || as4Path.length == 0) {
      return null;
    }
    byte[] out = new byte[path.length + as4Path.length + 2];
    int to = 0;
    int last = -1;
    int at = 0;
    while (at < path.length && (missing > 0 || AsPath.isConfederation(path[at]))) {
      int count = path[at + 1] & 0xff;
      int stop = AsPath.segmentEnd(path, at);
      if (path[at] == AsPath.AS_SEQUENCE) {
        count = Math.min(count, missing);
        missing -= count;
      } else if (path[at] == AsPath.AS_SET) {
        missing--;
      }
      last = to;
      System.arraycopy(path, at, out, to, 2 + 4 * count);
      out[to + 1] = (byte) count;
      to += 2 + 4 * count;
      at = stop;
    }
    return append(out, to, last, as4Path);
  }

  /** Joins two adjacent sequences into one if they fit. */
  private static byte[] append(byte[] out, int length, int last, byte[] as4Path) {
    int from = 0;
    if (last >= 0 && out[last] == AsPath.AS_SEQUENCE && as4Path[0] == AsPath.AS_SEQUENCE) {
      int together = (out[last + 1] & 0xff) + (as4Path[1] & 0xff);
      if (together <= 255) {
        out[last + 1] = (byte) together;
        from = 2;
      }
    }
    System.arraycopy(as4Path, from, out, length, as4Path.length - from);
    return Arrays.copyOf(out, length + as4Path.length - from);
  }

  /** Section 4.2.2: AS_TRANS for numbers that do not fit, and the real ones in AS4 attributes. */
  static byte[] split(byte[] canonical) {
    byte[] split = canonical;
    int path = AttributeBytes.find(split, AttributeTable.AS_PATH.code());
    if (path >= 0) {
      byte[] value = value(split, path);
      split = withValue(split, path, AsPath.narrow(value));
      if (AsPath.needsFourOctets(value)) {
        byte[] whole = AsPath.withoutConfederations(value);
        split =
            whole.length == 0
                ? split
                : AttributeBytes.with(
                    split, AttributeBytes.attribute(AttributeTable.AS4_PATH, whole));
      }
    }
    int aggregator = AttributeBytes.find(split, AttributeTable.AGGREGATOR.code());
    return aggregator < 0 ? split : splitAggregator(split, aggregator);
  }

  private static byte[] splitAggregator(byte[] attributes, int aggregator) {
    byte[] value = value(attributes, aggregator);
    byte[] narrow = withValue(attributes, aggregator, narrowAggregator(value));
    return Bytes.shortAt(value, 0) == 0
        ? narrow
        : AttributeBytes.with(
            narrow, AttributeBytes.attribute(AttributeTable.AS4_AGGREGATOR, value));
  }

  static byte[] widenAggregator(byte[] in, int start) {
    byte[] wide = new byte[8];
    System.arraycopy(in, start, wide, 2, 6);
    return wide;
  }

  private static byte[] narrowAggregator(byte[] value) {
    byte[] narrow = Arrays.copyOfRange(value, 2, 8);
    Bytes.putShort(narrow, 0, AsPath.twoOctets(Bytes.intAt(value, 0)));
    return narrow;
  }

  private static byte[] value(byte[] in, int at) {
    return Arrays.copyOfRange(in, AttributeBytes.valueStart(in, at), AttributeBytes.endOf(in, at));
  }

  private static byte[] withValue(byte[] attributes, int at, byte[] value) {
    return AttributeBytes.with(
        attributes,
        AttributeBytes.attribute(attributes[at], AttributeBytes.codeAt(attributes, at), value));
  }
}
