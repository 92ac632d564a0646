package io.podspan.peeringservice.peering;

import java.util.Optional;

/** AS numbers in decimal. Pure. */
public final class DecimalAsn {
  private static final long LARGEST = 4_294_967_295L;

  private DecimalAsn() {}

  /**
   * 1 to 4294967295. Empty for anything else, also for a leading zero: Go programs read such a
   * number as octal.
   */
  public static Optional<Long> read(String text) {
    return Optional.of(text.strip())
        .filter(t -> t.matches("[1-9]\\d{0,9}"))
        .map(Long::parseLong)
        .filter(n -> n <= LARGEST);
  }
}
