package io.podspan.lab.network;

import java.util.regex.Pattern;

/**
 * An IPv4 network: its first address, as an int in network order, and its prefix length in bits.
 */
public record Ipv4Net(int address, int length) {
  private static final Pattern DOTTED =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

  public Ipv4Net {
    if (length < 0 || length > 32) {
      throw new IllegalArgumentException("prefix length " + length + " is not within 0 to 32");
    }
    address &= mask(length);
  }

  /**
   * Reads {@code a.b.c.d/n}.
   *
   * @throws IllegalArgumentException when it is not of this form
   */
  public static Ipv4Net parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + text + "' is not a network: /length is missing");
    }
    try {
      return new Ipv4Net(
          address(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' has no number after its slash", e);
    }
  }

  /**
   * Reads {@code a.b.c.d}.
   *
   * @throws IllegalArgumentException when it is not an IPv4 address
   */
  public static int address(String text) {
    var matcher = DOTTED.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
    }
    int address = 0;
    for (int group = 1; group <= 4; group++) {
      int octet = Integer.parseInt(matcher.group(group));
      if (octet > 255) {
        throw new IllegalArgumentException("'" + text + "' is not an IPv4 address");
      }
      address = address << 8 | octet;
    }
    return address;
  }

  public static String text(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }

  /** The address at this offset, for instance 1 for the gateway. */
  public String host(int offset) {
    return text(address + offset);
  }

  /** Number of addresses, network and broadcast included. */
  public long size() {
    return 1L << (32 - length);
  }

  /** The nth network of the longer length inside this one. */
  public Ipv4Net subnet(int n, int longer) {
    return new Ipv4Net(address + (n << (32 - longer)), longer);
  }

  public boolean contains(int other) {
    return (other & mask(length)) == address;
  }

  public boolean overlaps(Ipv4Net other) {
    return contains(other.address) || other.contains(address);
  }

  @Override
  public String toString() {
    return text(address) + "/" + length;
  }

  private static int mask(int length) {
    return length == 0 ? 0 : -1 << (32 - length);
  }
}
