package io.podspan.bgp.wire;

/**
 * Numbers in byte arrays, in network order. Plain shifts are fast even before the JIT compiles
 * them, and the JIT recognizes them.
 */
final class Bytes {
  private Bytes() {}

  static int shortAt(byte[] in, int at) {
    return (in[at] & 0xff) << 8 | (in[at + 1] & 0xff);
  }

  static int intAt(byte[] in, int at) {
    return in[at] << 24
        | (in[at + 1] & 0xff) << 16
        | (in[at + 2] & 0xff) << 8
        | (in[at + 3] & 0xff);
  }

  static long unsignedIntAt(byte[] in, int at) {
    return intAt(in, at) & 0xffff_ffffL;
  }

  static long longAt(byte[] in, int at) {
    return (long) intAt(in, at) << 32 | unsignedIntAt(in, at + 4);
  }

  static void putShort(byte[] out, int at, int value) {
    out[at] = (byte) (value >>> 8);
    out[at + 1] = (byte) value;
  }

  static void putInt(byte[] out, int at, int value) {
    putShort(out, at, value >>> 16);
    putShort(out, at + 2, value);
  }

  static byte[] ofInt(int value) {
    byte[] out = new byte[4];
    putInt(out, 0, value);
    return out;
  }
}
