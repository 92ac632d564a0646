package io.podspan.bgpreflector.wire;

import java.nio.ByteBuffer;

/**
 * Translates values of the AGGREGATOR attribute between six and eight octets (RFC 6793, section 4).
 */
final class Aggregator {
  private Aggregator() {}

  static byte[] widen(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return ByteBuffer.allocate(8).putInt(in.getShort() & 0xffff).putInt(in.getInt()).array();
  }

  static byte[] narrow(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    int asn = in.getInt();
    short two = (short) (asn >>> 16 == 0 ? asn : Message.AS_TRANS);
    return ByteBuffer.allocate(6).putShort(two).putInt(in.getInt()).array();
  }
}
