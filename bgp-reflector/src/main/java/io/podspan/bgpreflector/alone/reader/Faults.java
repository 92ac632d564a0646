package io.podspan.bgpreflector.alone.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects all faults, to report them together. A text that may hold a key is never quoted: a
 * mistake in the file can put a key where another value belongs.
 */
final class Faults {
  private static final int LONGEST_QUOTE = 80;

  private final List<Fault> found = new ArrayList<>();
  private boolean hides;

  void add(Place place, String what, String remedy) {
    found.add(new Fault(place, what, remedy));
  }

  /** From now on no text of the file is quoted, because there is a key in it. */
  void hideTexts() {
    hides = true;
  }

  /** The text in quotes, or this instead where it may be a key. */
  String quoted(String text, String instead) {
    if (hides) {
      return instead;
    }
    String cut = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "..." : text;
    return "'" + Printable.line(cut) + "'";
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of their places. */
  List<Fault> all() {
    return found.stream()
        .sorted(
            Comparator.comparing((Fault fault) -> fault.place().line())
                .thenComparing(fault -> fault.place().column()))
        .toList();
  }
}
