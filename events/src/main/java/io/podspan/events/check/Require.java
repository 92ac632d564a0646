package io.podspan.events.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks of fields. Every text is bounded: a name that is too long is refused, a sentence is cut.
 */
public final class Require {
  /** The longest name, address or code, in characters. A Kubernetes name has 253 at most. */
  public static final int LONGEST_NAME = 1_000;

  /** The longest sentence, in characters. */
  public static final int LONGEST_SENTENCE = 4_000;

  private static final String CUT = "...";

  private Require() {}

  /**
   * A name, an address or a code: a text that programs compare.
   *
   * @throws IllegalArgumentException when it is missing, blank, longer than {@link #LONGEST_NAME},
   *     or has characters that are not printed
   */
  public static String text(@Nullable String value, String field) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return name(value, field);
  }

  /** A name that may be absent. */
  public static @Nullable String optionalText(@Nullable String value, String field) {
    return value == null ? null : name(value, field);
  }

  private static String name(String value, String field) {
    if (!Printable.isPrintable(value)) {
      throw new IllegalArgumentException(field + " has characters that are not printed");
    }
    if (value.length() > LONGEST_NAME) {
      throw new IllegalArgumentException(field + " is longer than " + LONGEST_NAME + " characters");
    }
    return value;
  }

  /**
   * A text for people, cut at {@link #LONGEST_SENTENCE}.
   *
   * @throws IllegalArgumentException when it is missing or blank
   */
  public static String sentence(@Nullable String value, String field) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return cut(value);
  }

  /**
   * A text for people that may be empty, cut at {@link #LONGEST_SENTENCE}; empty for null. It may
   * quote others: what a terminal would obey becomes a question mark.
   */
  public static String cut(@Nullable String value) {
    if (value == null) {
      return "";
    }
    String printable = Printable.lines(value);
    return printable.length() <= LONGEST_SENTENCE
        ? printable
        : printable.substring(0, LONGEST_SENTENCE - CUT.length()) + CUT;
  }

  /** Texts for people, each cut at {@link #LONGEST_SENTENCE}. */
  public static List<String> sentences(@Nullable List<String> values, String field) {
    return present(values, field).stream().map(Require::cut).toList();
  }

  /** Names, each as {@link #text} wants them. */
  public static List<String> names(@Nullable List<String> values, String field) {
    List<String> names = List.copyOf(present(values, field));
    names.forEach(name -> text(name, field));
    return names;
  }

  /**
   * A list of bounded length.
   *
   * @throws IllegalArgumentException when it is missing or longer
   */
  public static <T> List<T> atMost(int most, @Nullable List<T> values, String field) {
    List<T> list = List.copyOf(present(values, field));
    if (list.size() > most) {
      throw new IllegalArgumentException(field + " has more than " + most + " elements");
    }
    return list;
  }

  public static <T> T present(@Nullable T value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  public static int port(int value, String field) {
    if (value < 1 || value > 65535) {
      throw new IllegalArgumentException(field + " is " + value + ", not a port from 1 to 65535");
    }
    return value;
  }

  public static long asn(long value, String field) {
    if (value < 1 || value > 4294967295L) {
      throw new IllegalArgumentException(
          field + " is " + value + ", not an AS number from 1 to 4294967295");
    }
    return value;
  }
}
