package io.podspan.peeringservice.routers.calico;

import java.util.Optional;

/** AS numbers as Calico takes them: a number, the same as text, or asdot (RFC 5396). Pure. */
final class AsNumbers {
  private static final long LARGEST = 4_294_967_295L;
  private static final int LARGEST_HALF = 65_535;

  private AsNumbers() {}

  /** 1 to 4294967295; empty for anything else. */
  static Optional<Long> read(String text) {
    String clean = text.strip();
    if (clean.matches("\\d{1,5}\\.\\d{1,5}")) {
      int dot = clean.indexOf('.');
      long high = Long.parseLong(clean.substring(0, dot));
      long low = Long.parseLong(clean.substring(dot + 1));
      return high > LARGEST_HALF || low > LARGEST_HALF ? Optional.empty() : valid(high << 16 | low);
    }
    return clean.matches("\\d{1,10}") ? valid(Long.parseLong(clean)) : Optional.empty();
  }

  private static Optional<Long> valid(long number) {
    return number >= 1 && number <= LARGEST ? Optional.of(number) : Optional.empty();
  }
}
