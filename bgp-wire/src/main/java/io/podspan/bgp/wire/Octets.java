package io.podspan.bgp.wire;

import java.util.Arrays;
import java.util.HexFormat;

/** Immutable bytes. Equal if all bytes are equal. */
public final class Octets {
  public static final Octets NONE = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Octets of(byte... bytes) {
    return bytes.length == 0 ? NONE : new Octets(bytes.clone());
  }

  public static Octets ofShort(int value) {
    return new Octets(new byte[] {(byte) (value >>> 8), (byte) value});
  }

  public int length() {
    return bytes.length;
  }

  public byte at(int index) {
    return bytes[index];
  }

  public byte[] toArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
