package io.podspan.bgp.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * AS4_PATH and AS4_AGGREGATOR of one UPDATE, at any place in it. They are dropped if both speakers
 * use four octets (RFC 6793, section 4.1) or if they are malformed (section 6).
 */
final class As4Attributes {
  private static final AttributeTable PATH = AttributeTable.AS4_PATH;
  private static final AttributeTable AGGREGATOR = AttributeTable.AS4_AGGREGATOR;

  private final boolean expected;
  private final Faults faults;
  private byte @Nullable [] path;
  private byte @Nullable [] aggregator;

  As4Attributes(WireOptions options, Faults faults) {
    this.expected = !options.fourOctetAs();
    this.faults = faults;
  }

  void path(byte[] in, int start, int end, int maxAsPath) {
    if (!expected) {
      faults.discard(PATH.code(), PATH + " although AS numbers have four octets");
    } else if (end == start || AsPath.flaw(in, start, end, 4, maxAsPath) != null) {
      faults.discard(PATH.code(), PATH + " is malformed");
    } else {
      path = Arrays.copyOfRange(in, start, end);
    }
  }

  void aggregator(byte[] in, int start, int end) {
    if (!expected) {
      faults.discard(AGGREGATOR.code(), AGGREGATOR + " although AS numbers have four octets");
    } else if (Bytes.intAt(in, start) == 0) {
      // RFC 7607, section 2.
      faults.discard(AGGREGATOR.code(), AGGREGATOR + ": AS 0");
    } else {
      aggregator = Arrays.copyOfRange(in, start, end);
    }
  }

  byte[] mergedInto(byte[] canonical) {
    return FourOctetAs.merged(canonical, path, aggregator);
  }
}
