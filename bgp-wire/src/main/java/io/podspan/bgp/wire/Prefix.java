package io.podspan.bgp.wire;

import java.util.Optional;

/**
 * A prefix of either family, without host bits. For the edges: hot structures carry the two longs
 * and the length apart, as {@link Nlri} does.
 *
 * @param high the first 64 bits, an IPv4 address in their upper half
 * @param low the last 64 bits of IPv6, otherwise 0
 */
public record Prefix(AddressFamily family, long high, long low, int length)
    implements Comparable<Prefix> {
  public Prefix {
    if (length < 0 || length > family.bits()) {
      throw new IllegalArgumentException(
          "prefix length " + length + " is not from 0 to " + family.bits());
    }
    high &= highMask(length);
    low &= lowMask(length);
  }

  public static Prefix ipv4(int address, int length) {
    return new Prefix(AddressFamily.IPV4_UNICAST, (long) address << 32, 0, length);
  }

  /** Address, slash, length; host bits must be zero. */
  public static Optional<Prefix> parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    int length = number(text, slash + 1);
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> length >= 0 && length <= address.family().bits())
        .map(address -> new Prefix(address.family(), address.high(), address.low(), length))
        .filter(prefix -> prefix.address().equals(IpAddress.of(text.substring(0, slash))));
  }

  /**
   * @throws IllegalArgumentException when the text is no prefix
   */
  public static Prefix of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IP prefix"));
  }

  /** Up to three decimal digits without leading zeros, -1 for anything else. */
  private static int number(String text, int from) {
    int digits = text.length() - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }

  /** The bits of {@link #high} that belong to a prefix of this length. */
  public static long highMask(int length) {
    return length == 0 ? 0 : length >= 64 ? -1 : -1L << (64 - length);
  }

  /** The bits of {@link #low} that belong to a prefix of this length. */
  public static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }

  public IpAddress address() {
    return new IpAddress(high, low, family == AddressFamily.IPV6_UNICAST);
  }

  /** Whether the other prefix is this one or more specific. */
  public boolean contains(Prefix other) {
    return other.family == family && other.length >= length && covers(other.high, other.low);
  }

  public boolean contains(IpAddress address) {
    return address.family() == family && covers(address.high(), address.low());
  }

  /** Whether an address of the same family is inside. */
  public boolean covers(long otherHigh, long otherLow) {
    return (otherHigh & highMask(length)) == high && (otherLow & lowMask(length)) == low;
  }

  /** By family, then by address, then the shorter one first. */
  @Override
  public int compareTo(Prefix other) {
    int byFamily = family.compareTo(other.family);
    if (byFamily != 0) {
      return byFamily;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    int byLow = byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    return byLow != 0 ? byLow : Integer.compare(length, other.length);
  }

  @Override
  public String toString() {
    return address() + "/" + length;
  }
}
