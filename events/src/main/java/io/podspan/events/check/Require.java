package io.podspan.events.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Checks of fields. Everything is bounded, in the bytes that it takes in an event, so that Kafka
 * takes every event: a name that is too long is refused, a sentence is cut. A list of names that
 * says what is wanted is refused when it is too long; one that tells what was seen is cut.
 */
public final class Require {
  /** The longest name, address or code, in bytes. A Kubernetes name has 253 at most. */
  public static final int LONGEST_NAME = 1_000;

  /** The longest sentence, in bytes. */
  public static final int LONGEST_SENTENCE = 4_000;

  private static final String CUT = "...";

  /** Room for how many more there are. */
  private static final int AND_MORE = 64;

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
    if (JsonSize.inside(value) > LONGEST_NAME) {
      throw new IllegalArgumentException(field + " is longer than " + LONGEST_NAME + " bytes");
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
    return JsonSize.inside(printable) <= LONGEST_SENTENCE
        ? printable
        : start(printable, LONGEST_SENTENCE - CUT.length()) + CUT;
  }

  private static String start(String value, int bytes) {
    int left = bytes;
    int end = 0;
    while (left - JsonSize.of(value.charAt(end)) >= 0) {
      left -= JsonSize.of(value.charAt(end));
      end++;
    }
    boolean half = end > 0 && Character.isHighSurrogate(value.charAt(end - 1));
    return value.substring(0, half ? end - 1 : end);
  }

  /**
   * Texts for people, each cut at {@link #LONGEST_SENTENCE}: as many as fit, and then how many more
   * there are.
   */
  public static List<String> sentences(int bytes, @Nullable List<String> values, String field) {
    List<String> sentences = present(values, field).stream().map(Require::cut).toList();
    if (fitting(bytes, sentences, JsonSize::of, field).size() == sentences.size()) {
      return sentences;
    }
    List<String> fitting = fitting(bytes - AND_MORE, sentences, JsonSize::of, field);
    List<String> first = new ArrayList<>(fitting);
    first.add("... and " + (sentences.size() - fitting.size()) + " more");
    return List.copyOf(first);
  }

  /** The first of them, as many as fit into so many bytes. */
  public static <T> List<T> fitting(
      int bytes, @Nullable List<T> values, ToIntFunction<T> size, String field) {
    List<T> all = List.copyOf(present(values, field));
    int left = bytes;
    for (int i = 0; i < all.size(); i++) {
      left -= size.applyAsInt(all.get(i));
      if (left < 0) {
        return List.copyOf(all.subList(0, i));
      }
    }
    return all;
  }

  /** The first names, as many as fit into so many bytes; each as {@link #text} wants it. */
  public static List<String> firstNames(int bytes, @Nullable List<String> values, String field) {
    return fitting(bytes, names(values, field), JsonSize::of, field);
  }

  /**
   * Names, each as {@link #text} wants them, all of them in so many bytes.
   *
   * @throws IllegalArgumentException when they are more
   */
  public static List<String> allNames(int bytes, @Nullable List<String> values, String field) {
    List<String> names = names(values, field);
    if (names.stream().mapToLong(JsonSize::of).sum() > bytes) {
      throw new IllegalArgumentException(
          field + " has " + names.size() + " elements, which take more than " + bytes + " bytes");
    }
    return names;
  }

  /** Names, each as {@link #text} wants them, however many. */
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
