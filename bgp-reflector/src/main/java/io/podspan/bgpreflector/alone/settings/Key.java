package io.podspan.bgpreflector.alone.settings;

import java.nio.charset.StandardCharsets;

/** A key of TCP MD5 (RFC 2385). Does not tell itself. */
public record Key(String text) {
  /** As much as Linux takes. */
  static final int MAX_OCTETS = 80;

  boolean isTooLong() {
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS;
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
