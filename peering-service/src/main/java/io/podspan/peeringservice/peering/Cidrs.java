package io.podspan.peeringservice.peering;

import io.podspan.addresses.IpAddress;
import io.podspan.addresses.Prefix;
import java.util.Optional;

/** CIDRs as people and other programs write them. */
public final class Cidrs {
  private Cidrs() {}

  /** Reads a CIDR; bits after its length are cleared, {@code 172.20.5.7/14} is 172.20.0.0/14. */
  public static Optional<Prefix> normalised(String text) {
    String clean = text.strip();
    int slash = clean.indexOf('/');
    if (slash < 0 || !clean.substring(slash + 1).matches("0|[1-9]\\d{0,2}")) {
      return Optional.empty();
    }
    int length = Integer.parseInt(clean.substring(slash + 1));
    return IpAddress.parse(clean.substring(0, slash))
        .filter(address -> length <= address.family().bits())
        .map(address -> Prefix.of(address, length));
  }
}
