package io.podspan.bgpreflector.settings;

import io.podspan.addresses.IpAddress;
import java.util.Optional;

/** Where to listen. */
public record Endpoint(IpAddress address, int port) {
  /** RFC 4271, section 8.2.1. */
  public static final int BGP_PORT = 179;

  /** An address, or address and port; IPv6 with a port in brackets. */
  public static Optional<Endpoint> parse(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? Optional.empty() : at(text.substring(1, end), text.substring(end + 1));
    }
    int colon = text.indexOf(':');
    return colon < 0 || colon != text.lastIndexOf(':')
        ? at(text, "")
        : at(text.substring(0, colon), text.substring(colon));
  }

  private static Optional<Endpoint> at(String address, String port) {
    if (port.isEmpty()) {
      return IpAddress.parse(address).map(ip -> new Endpoint(ip, BGP_PORT));
    }
    return port.matches(":\\d{1,5}") && Integer.parseInt(port.substring(1)) <= 65535
        ? IpAddress.parse(address).map(ip -> new Endpoint(ip, Integer.parseInt(port.substring(1))))
        : Optional.empty();
  }

  public boolean isAnyAddress() {
    return address.high() == 0 && address.low() == 0;
  }

  @Override
  public String toString() {
    return (address.ipv6() ? "[" + address + "]" : address.toString()) + ":" + port;
  }
}
