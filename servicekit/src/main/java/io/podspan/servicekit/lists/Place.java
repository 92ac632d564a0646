package io.podspan.servicekit.lists;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Where an element stands in an order.
 *
 * @param key what it is sorted by, as a text that sorts as the value does
 * @param id what tells it from elements with the same key
 */
public record Place(String key, String id) {
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** A time as a key. */
  public static String key(Instant time) {
    return NANOS.format(time);
  }

  /** A number as a key; it must not be negative. */
  public static String key(long number) {
    return "%019d".formatted(number);
  }

  /** Whether the key is one of a time. */
  static boolean isTime(String key) {
    try {
      Instant.parse(key);
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }
}
