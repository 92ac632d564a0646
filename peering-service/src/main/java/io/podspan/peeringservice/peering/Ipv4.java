package io.podspan.peeringservice.peering;

/** IPv4 addresses as unsigned 32-bit numbers. */
public final class Ipv4 {
  private static final int OCTETS = 4;

  private Ipv4() {}

  /**
   * Reads {@code 192.0.2.1}, and no host name.
   *
   * @throws IllegalArgumentException saying what is wrong, for people
   */
  public static long parse(String text) {
    String[] octets = text.split("\\.", -1);
    if (octets.length != OCTETS) {
      throw notAnAddress(text);
    }
    long address = 0;
    for (String octet : octets) {
      if (!octet.matches("0|[1-9]\\d{0,2}") || Integer.parseInt(octet) > 255) {
        throw notAnAddress(text);
      }
      address = address << 8 | Integer.parseInt(octet);
    }
    return address;
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException(
        Quoted.of(text) + " is not an IPv4 address such as 192.0.2.1");
  }

  public static boolean isAddress(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  static String format(long address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 255)
        + "."
        + (address >>> 8 & 255)
        + "."
        + (address & 255);
  }
}
