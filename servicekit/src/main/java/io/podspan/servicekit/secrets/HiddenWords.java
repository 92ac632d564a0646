package io.podspan.servicekit.secrets;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Texts without the secrets that this process knows. One for the process; any thread. */
public final class HiddenWords {
  /** Shorter values are parts of usual words. */
  private static final int SHORTEST = 4;

  private static final String HIDDEN = "***";

  /** As in a JDBC URL or in the login module of Kafka. */
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)\\b((?:ssl)?password|passphrase|client_secret)(\\s*[=:]\\s*)(\"[^\"]*\"|'[^']*'|[^\\s&;,\"']+)");

  private static volatile HiddenWords known = new HiddenWords(List.of(), List.of());

  private final List<String> values;
  private final List<UnaryOperator<String>> others;

  private HiddenWords(List<String> values, List<UnaryOperator<String>> others) {
    this.values =
        values.stream()
            .filter(value -> value.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    this.others = List.copyOf(others);
  }

  /**
   * @param values never shown
   * @param others hide more
   */
  static void know(List<String> values, List<UnaryOperator<String>> others) {
    known = new HiddenWords(values, others);
  }

  /** The text without them. */
  public static String hiddenIn(String text) {
    return known.hide(text);
  }

  private String hide(String text) {
    String clean = text;
    for (String value : values) {
      clean = clean.replace(value, HIDDEN);
    }
    clean = ASSIGNED.matcher(clean).replaceAll("$1$2" + HIDDEN);
    for (UnaryOperator<String> other : others) {
      clean = other.apply(clean);
    }
    return clean;
  }
}
