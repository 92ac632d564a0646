package io.podspan.servicekit.lists;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** A place as a word for callers. It is of one order and one set of filters. */
final class Cursor {
  private static final int LONGEST = 2_000;
  private static final int MARK_BYTES = 8;
  private static final char BETWEEN = '\n';

  private Cursor() {}

  static String of(Place place, String question) {
    String text = mark(question) + BETWEEN + place.key() + BETWEEN + place.id();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when it is none, or one of another question. */
  static Optional<Place> place(String cursor, String question) {
    if (cursor.length() > LONGEST) {
      return Optional.empty();
    }
    return text(cursor)
        .filter(text -> text.startsWith(mark(question) + BETWEEN))
        .flatMap(Cursor::place);
  }

  private static Optional<Place> place(String text) {
    int key = text.indexOf(BETWEEN) + 1;
    int end = text.lastIndexOf(BETWEEN);
    return end < key
        ? Optional.empty()
        : Optional.of(new Place(text.substring(key, end), text.substring(end + 1)));
  }

  private static Optional<String> text(String cursor) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String mark(String question) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(question.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, MARK_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
