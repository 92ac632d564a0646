package io.podspan.bgpreflector.alone.reader;

import io.podspan.addresses.IpAddress;
import java.util.Optional;

/** The prefix that was probably meant by an address with host bits. */
final class HostBits {
  private HostBits() {}

  /** Empty where the text is no address with a length. */
  static Optional<String> cleared(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("\\d{1,3}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(text.substring(slash + 1));
    return IpAddress.parse(text.substring(0, slash))
        .filter(address -> length <= (address.ipv6() ? 128 : 32))
        .map(address -> cleared(address, length) + "/" + length);
  }

  private static IpAddress cleared(IpAddress address, int length) {
    return new IpAddress(
        address.high() & mask(length), address.low() & mask(length - 64), address.ipv6());
  }

  private static long mask(int length) {
    return length <= 0 ? 0 : length >= 64 ? -1 : -1L << (64 - length);
  }
}
