package io.podspan.probeservice.measure;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IPv4 or IPv6 address. Only what was parsed here ever becomes the argument of a command.
 *
 * @param text as it was written, free of anything but digits, letters to f, dots and colons
 */
public record IpAddress(String text) {
  private static final Pattern IPV4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]{2,39}");

  public IpAddress {
    if (!isLiteral(text)) {
      throw new IllegalArgumentException("not an IP address");
    }
  }

  /** Empty for anything but an address: names, zones, prefixes, options of a command. */
  public static Optional<IpAddress> parse(@Nullable String text) {
    return text != null && isLiteral(text) ? Optional.of(new IpAddress(text)) : Optional.empty();
  }

  private static boolean isLiteral(String text) {
    if (text.length() > 39) {
      return false;
    }
    return IPV4.matcher(text).matches() || (IPV6.matcher(text).matches() && isIpv6(text));
  }

  private static boolean isIpv6(String text) {
    try {
      return InetAddress.ofLiteral(text).getAddress().length == 16;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** 4 or 16 bytes. */
  byte[] bytes() {
    return InetAddress.ofLiteral(text).getAddress();
  }

  /** Whether the address is in one of these CIDRs; a CIDR that cannot be read holds none. */
  public boolean inAnyOf(Iterable<String> cidrs) {
    for (String cidr : cidrs) {
      if (in(cidr)) {
        return true;
      }
    }
    return false;
  }

  private boolean in(String cidr) {
    String[] parts = cidr.split("/", -1);
    if (parts.length != 2 || !parts[1].matches("\\d{1,3}")) {
      return false;
    }
    int bits = Integer.parseInt(parts[1]);
    return parse(parts[0])
        .filter(network -> samePrefix(network.bytes(), bytes(), bits))
        .isPresent();
  }

  private static boolean samePrefix(byte[] one, byte[] other, int bits) {
    if (one.length != other.length || bits > one.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if (((one[bit / 8] ^ other[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
