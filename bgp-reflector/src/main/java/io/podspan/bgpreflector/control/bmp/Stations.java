package io.podspan.bgpreflector.control.bmp;

import io.podspan.addresses.IpAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Reads where stations are. */
public final class Stations {
  private static final int MOST_PORT = 65_535;

  private Stations() {}

  /**
   * @param text {@code ADDRESS:PORT}
   * @throws IllegalArgumentException naming the key and what it should be
   */
  public static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    Optional<IpAddress> address =
        colon < 0 ? Optional.empty() : IpAddress.parse(unbracketed(text.substring(0, colon)));
    String port = text.substring(colon + 1);
    if (address.isEmpty()
        || !port.matches("\\d{1,5}")
        || Integer.parseInt(port) < 1
        || Integer.parseInt(port) > MOST_PORT) {
      throw new IllegalArgumentException(
          "podspan.reflector.bmp-stations: \""
              + text
              + "\" is not ADDRESS:PORT. Write 198.51.100.7:11019 or [2001:db8::7]:11019.");
    }
    return new InetSocketAddress(address.get().toInetAddress(), Integer.parseInt(port));
  }

  private static String unbracketed(String text) {
    return text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
  }
}
