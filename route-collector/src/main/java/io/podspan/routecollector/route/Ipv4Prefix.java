package io.podspan.routecollector.route;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 prefix, its host bits zero.
 *
 * @param bits the address as an unsigned number
 * @param length 0 to 32
 */
public record Ipv4Prefix(long bits, int length) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

  /** Reads {@code 10.1.0.0/24}, or an address as its /32; empty for anything else. */
  public static Optional<Ipv4Prefix> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long bits = 0;
    for (int octet = 1; octet <= 4; octet++) {
      int value = Integer.parseInt(matcher.group(octet));
      if (value > 255) {
        return Optional.empty();
      }
      bits = bits << 8 | value;
    }
    int length = matcher.group(5) == null ? 32 : Integer.parseInt(matcher.group(5));
    return length > 32
        ? Optional.empty()
        : Optional.of(new Ipv4Prefix(bits & mask(length), length));
  }

  /** Whether the text is an IPv4 address without a length. */
  public static boolean isAddress(String text) {
    return text.indexOf('/') < 0 && parse(text).isPresent();
  }

  /** Whether the address lies in this prefix; false for what is no address. */
  public boolean contains(String address) {
    return parse(address).filter(a -> (a.bits & mask(length)) == bits).isPresent();
  }

  private static long mask(int length) {
    return 0xffffffffL << (32 - length) & 0xffffffffL;
  }

  /** {@code 10.1.0.0/24}. */
  @Override
  public String toString() {
    return (bits >> 24 & 255)
        + "."
        + (bits >> 16 & 255)
        + "."
        + (bits >> 8 & 255)
        + "."
        + (bits & 255)
        + "/"
        + length;
  }
}
