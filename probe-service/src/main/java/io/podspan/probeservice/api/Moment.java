package io.podspan.probeservice.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A moment as people write it. Pure. */
final class Moment {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private Moment() {}

  /**
   * An instant ({@code 2026-11-30T10:00:00Z}), or so long before now ({@code 90s}, {@code 30m},
   * {@code 6h}, {@code 7d}). Empty where it is neither, or before 1970.
   */
  static Optional<Instant> parse(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    return (ago.matches() ? Optional.of(now.minus(duration(ago))) : instant(text))
        .filter(moment -> !moment.isBefore(FIRST) && !moment.isAfter(LAST));
  }

  private static Duration duration(Matcher ago) {
    long number = Long.parseLong(ago.group(1));
    return switch (ago.group(2)) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
