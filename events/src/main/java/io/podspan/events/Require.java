package io.podspan.events;

import org.jspecify.annotations.Nullable;

/**
 * Checks of event fields. They hold for what we publish and for whatever arrives on a topic alike.
 */
final class Require {
  private Require() {}

  static String text(@Nullable String value, String field) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  static <T> T present(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  static int port(int value, String field) {
    if (value < 1 || value > 65535) {
      throw new IllegalArgumentException(field + " is " + value + ", not a port from 1 to 65535");
    }
    return value;
  }

  static long asn(long value, String field) {
    if (value < 1 || value > 4294967295L) {
      throw new IllegalArgumentException(
          field + " is " + value + ", not an AS number from 1 to 4294967295");
    }
    return value;
  }
}
