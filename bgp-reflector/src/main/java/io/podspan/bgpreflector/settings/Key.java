package io.podspan.bgpreflector.settings;

import java.nio.charset.StandardCharsets;

/** A key of TCP MD5 (RFC 2385). Its text form hides it. */
public record Key(String text) {
  /** The longest key that Linux takes, in octets. */
  public static final int MAX_OCTETS = 80;

  public boolean isTooLong() {
    return text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS;
  }

  @Override
  public String toString() {
    return "(hidden)";
  }
}
