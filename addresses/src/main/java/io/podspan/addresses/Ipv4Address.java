package io.podspan.addresses;

import java.util.Optional;

/**
 * An IPv4 address where only IPv4 is possible, such as a BGP identifier (RFC 4271, section 4.2).
 * Structures on a hot path store the bits as an int.
 *
 * @param bits network order, most significant octet first
 */
public record Ipv4Address(int bits) implements Comparable<Ipv4Address> {

  /** The longest text: {@code 255.255.255.255}. */
  static final int LONGEST = 15;

  /** Strict dotted quad: four decimal numbers up to 255 without leading zeros. */
  public static Optional<Ipv4Address> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    int bits = 0;
    for (String part : parts) {
      int octet = octet(part);
      if (octet < 0) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(new Ipv4Address(bits));
  }

  /**
   * @throws IllegalArgumentException if the text is not an IPv4 address; the message says why
   */
  public static Ipv4Address of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(Refusal.ofIpv4(text)));
  }

  private static int octet(String part) {
    if (part.isEmpty() || part.length() > 3 || (part.length() > 1 && part.charAt(0) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < part.length(); i++) {
      int digit = part.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value > 255 ? -1 : value;
  }

  public static String format(int bits) {
    return (bits >>> 24)
        + "."
        + (bits >>> 16 & 0xff)
        + "."
        + (bits >>> 8 & 0xff)
        + "."
        + (bits & 0xff);
  }

  @Override
  public int compareTo(Ipv4Address other) {
    return Integer.compareUnsigned(bits, other.bits);
  }

  @Override
  public String toString() {
    return format(bits);
  }
}
