package io.podspan.bgpreflector.wire;

import java.util.Optional;

/**
 * An IPv4 prefix without host bits. Hot structures carry it {@link #packed() packed} in a long:
 * address in bits 8 to 39, length in bits 0 to 7, so that the natural order is by address, then the
 * shorter prefix first.
 */
public record Prefix(int address, int length) implements Comparable<Prefix> {
  public Prefix {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length " + length + " is not from 0 to 32");
    }
    address &= mask(length);
  }

  public static long pack(int address, int length) {
    return (address & mask(length) & 0xffff_ffffL) << 8 | length;
  }

  public static int addressOf(long packed) {
    return (int) (packed >>> 8);
  }

  public static int lengthOf(long packed) {
    return (int) (packed & 0xff);
  }

  public static Prefix unpack(long packed) {
    return new Prefix(addressOf(packed), lengthOf(packed));
  }

  public static String format(long packed) {
    return Ipv4Address.format(addressOf(packed)) + "/" + lengthOf(packed);
  }

  /** Address, slash, length; host bits must be zero. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String length = text.substring(slash + 1);
    if (!length.matches("[0-9]|[12][0-9]|3[0-2]")) {
      return Optional.empty();
    }
    int bits = Integer.parseInt(length);
    return Ipv4Address.parse(text.substring(0, slash))
        .filter(address -> (address.bits() & ~mask(bits)) == 0)
        .map(address -> new Prefix(address.bits(), bits));
  }

  /**
   * @throws IllegalArgumentException when the text is no prefix
   */
  public static Prefix of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IPv4 prefix"));
  }

  static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }

  public long packed() {
    return pack(address, length);
  }

  /** Whether the other prefix is this one or more specific. */
  public boolean contains(long packed) {
    return lengthOf(packed) >= length && (addressOf(packed) & mask(length)) == address;
  }

  @Override
  public int compareTo(Prefix other) {
    return Long.compare(packed(), other.packed());
  }

  @Override
  public String toString() {
    return Ipv4Address.format(address) + "/" + length;
  }
}
