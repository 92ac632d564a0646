package io.podspan.addresses;

/** The version of the Internet Protocol that an address or a prefix belongs to. */
public enum IpFamily {
  IPV4("IPv4", 32),
  IPV6("IPv6", 128);

  private final String text;
  private final int bits;

  IpFamily(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /** The bits of an address: 32 or 128. */
  public int bits() {
    return bits;
  }

  /** {@code IPv4} or {@code IPv6}. */
  @Override
  public String toString() {
    return text;
  }
}
