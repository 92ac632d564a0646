package io.podspan.addresses;

/** Numbers in byte arrays, in network order. */
final class Octets {
  private Octets() {}

  static int intAt(byte[] in, int at) {
    return in[at] << 24
        | (in[at + 1] & 0xff) << 16
        | (in[at + 2] & 0xff) << 8
        | (in[at + 3] & 0xff);
  }

  static long longAt(byte[] in, int at) {
    return (long) intAt(in, at) << 32 | (intAt(in, at + 4) & 0xffff_ffffL);
  }

  static void putInt(byte[] out, int at, int value) {
    out[at] = (byte) (value >>> 24);
    out[at + 1] = (byte) (value >>> 16);
    out[at + 2] = (byte) (value >>> 8);
    out[at + 3] = (byte) value;
  }
}
