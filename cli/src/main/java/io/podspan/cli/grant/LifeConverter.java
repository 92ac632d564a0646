package io.podspan.cli.grant;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A token's life such as {@code 90m}, {@code 8h} or {@code 7d}. */
final class LifeConverter implements ITypeConverter<Duration> {
  private static final Pattern LIFE = Pattern.compile("([1-9]\\d{0,5})([smhd])");

  /** Of the API server (TokenRequest). */
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  @Override
  public Duration convert(String value) {
    Matcher parts = LIFE.matcher(value);
    if (!parts.matches()) {
      throw new TypeConversionException("write it as 90m, 8h or 7d, not " + value);
    }
    long number = Long.parseLong(parts.group(1));
    Duration life =
        switch (parts.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (life.compareTo(SHORTEST) < 0) {
      throw new TypeConversionException("Kubernetes gives no token for less than 10m");
    }
    return life;
  }
}
