package io.podspan.bgp.wire;

/**
 * The attribute values that the decision process and the reflection need. The decoder fills them
 * while it reads an UPDATE; {@link #of} fills them from canonical bytes.
 */
final class AttributeFields {
  private static final int GRACEFUL_SHUTDOWN = 0xffff_0000;
  private static final int NO_EXPORT = 0xffff_ff01;
  private static final int NO_ADVERTISE = 0xffff_ff02;
  private static final int NO_EXPORT_SUBCONFED = 0xffff_ff03;

  int origin = 2;
  int nextHop;
  int med;
  int localPref = (int) PathAttributes.DEFAULT_LOCAL_PREF;
  int asPathHops;
  int neighborAs;
  int originatorId;
  int clusterListLength;
  int communities;
  boolean reflected;

  /** Where ORIGINATOR_ID starts among the canonical bytes, or where it would be inserted. */
  int originatorAt;

  /** The same for CLUSTER_LIST. */
  int clusterListAt;

  static AttributeFields of(byte[] canonical) {
    AttributeFields fields = new AttributeFields();
    for (int at = 0; at < canonical.length; ) {
      int end = AttributeBytes.endOf(canonical, at);
      int start = AttributeBytes.valueStart(canonical, at);
      fields.read(AttributeBytes.codeAt(canonical, at), canonical, start, end, end);
      at = end;
    }
    return fields;
  }

  /**
   * @param endAmongCanonical where the attribute ends among the canonical bytes
   */
  void read(int code, byte[] in, int start, int end, int endAmongCanonical) {
    if (code < 10) {
      clusterListAt = endAmongCanonical;
      if (code < 9) {
        originatorAt = endAmongCanonical;
      }
    }
    switch (code) {
      case 1 -> origin = in[start];
      case 2 -> {
        asPathHops = AsPath.hops(in, start, end);
        neighborAs = AsPath.neighbor(in, start, end);
      }
      case 3 -> nextHop = Bytes.intAt(in, start);
      case 4 -> med = Bytes.intAt(in, start);
      case 5 -> localPref = Bytes.intAt(in, start);
      case 8 -> communities = wellKnown(in, start, end);
      case 9 -> {
        reflected = true;
        originatorId = Bytes.intAt(in, start);
      }
      case 10 -> clusterListLength = (end - start) / 4;
      default -> {}
    }
  }

  private static int wellKnown(byte[] in, int start, int end) {
    int found = 0;
    for (int at = start; at < end; at += 4) {
      if (in[at] == -1 && in[at + 1] == -1) {
        found |= bit(Bytes.intAt(in, at));
      }
    }
    return found;
  }

  /** RFC 1997, RFC 8326. */
  private static int bit(int community) {
    return switch (community) {
      case NO_ADVERTISE -> PathAttributes.NO_ADVERTISE;
      // Without confederations both mean the border of the AS.
      case NO_EXPORT, NO_EXPORT_SUBCONFED -> PathAttributes.NO_EXPORT;
      case GRACEFUL_SHUTDOWN -> PathAttributes.GRACEFUL_SHUTDOWN;
      default -> 0;
    };
  }
}
