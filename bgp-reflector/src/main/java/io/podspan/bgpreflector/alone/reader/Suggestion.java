package io.podspan.bgpreflector.alone.reader;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that an unknown one was probably meant to be. */
public final class Suggestion {
  private static final int MAX_EDITS = 3;
  private static final int MIN_BEGINNING = 4;

  private Suggestion() {}

  public static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> distance(written, word) <= Math.min(MAX_EDITS, word.length() / 2))
        .min(
            Comparator.comparingInt((String word) -> distance(written, word))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** A word of which only the end is missing is near, however long the end. */
  private static int distance(String written, String word) {
    String from = plain(written);
    String to = plain(word);
    return from.length() >= MIN_BEGINNING && to.startsWith(from) ? 1 : edits(from, to);
  }

  /** How a word is spelt matters, not whether its parts are joined by a hyphen or a capital. */
  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  /** Levenshtein's distance, one row at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
