package io.podspan.bgpreflector.alone;

import java.time.Instant;
import java.util.Locale;

/** How long ago the user started the command. */
final class StartTime {
  /** Set by the shell command, which begins before the JVM does. */
  private static final String BEGAN_AT = "PODSPAN_STARTED_AT_MILLIS";

  private StartTime() {}

  static String text() {
    double seconds = (System.currentTimeMillis() - millis()) / 1000.0;
    return String.format(Locale.ROOT, "%.2f s after the start", seconds);
  }

  private static long millis() {
    String told = System.getenv(BEGAN_AT);
    return told != null && told.matches("\\d{1,15}")
        ? Long.parseLong(told)
        : ProcessHandle.current().info().startInstant().orElseGet(Instant::now).toEpochMilli();
  }
}
