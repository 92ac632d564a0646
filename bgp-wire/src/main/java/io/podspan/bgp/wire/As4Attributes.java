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
  private final InputRules rules;
  private final Faults faults;
  private byte @Nullable [] path;
  private byte @Nullable [] aggregator;

  As4Attributes(WireOptions options, InputRules rules, Faults faults) {
    this.rules = rules;
    this.expected = !options.fourOctetAs();
    this.faults = faults;
  }

  void path(byte[] in, int start, int end) {
    if (!expected) {
      unexpected(PATH);
      return;
    }
    AsPath.Flaw flaw = AsPath.flaw(in, start, end, 4, rules.maxAsPath(), rules.asSets());
    if (flaw != null && flaw.reason() == FaultReason.AS_SET) {
      // RFC 9774, section 3.
      faults.withdraw(PATH.code(), flaw.reason(), PATH + ": " + flaw.what());
    } else if (flaw != null || end == start) {
      FaultReason reason = flaw == null ? FaultReason.LENGTH : flaw.reason();
      faults.discard(PATH.code(), reason, PATH + " is malformed");
    } else {
      path = Arrays.copyOfRange(in, start, end);
    }
  }

  private void unexpected(AttributeTable row) {
    faults.discard(
        row.code(), FaultReason.UNEXPECTED, row + " although AS numbers have four octets");
  }

  void aggregator(byte[] in, int start, int end) {
    if (!expected) {
      unexpected(AGGREGATOR);
    } else if (Bytes.intAt(in, start) == 0) {
      // RFC 7607, section 2.
      faults.discard(AGGREGATOR.code(), FaultReason.VALUE, AGGREGATOR + ": AS 0");
    } else {
      aggregator = Arrays.copyOfRange(in, start, end);
    }
  }

  byte[] mergedInto(byte[] canonical) {
    return FourOctetAs.merged(canonical, path, aggregator);
  }
}
