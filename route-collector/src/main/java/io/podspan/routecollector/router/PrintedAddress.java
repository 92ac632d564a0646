package io.podspan.routecollector.router;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.util.Optional;

/** Addresses and prefixes of both families as routers and kernels print them. */
public final class PrintedAddress {
  private PrintedAddress() {}

  /** A prefix in canonical form. A host route has no length: its address is a prefix by itself. */
  public static Optional<String> prefix(String text) {
    Optional<Prefix> prefix = Prefix.parse(text);
    return prefix.or(() -> IpAddress.parse(text).map(IpAddress::asPrefix)).map(Prefix::toString);
  }

  /** An address in canonical form, without its zone ({@code fe80::1%eth0}). */
  public static Optional<String> address(String text) {
    int zone = text.indexOf('%');
    return IpAddress.parse(zone > 0 ? text.substring(0, zone) : text).map(IpAddress::toString);
  }
}
