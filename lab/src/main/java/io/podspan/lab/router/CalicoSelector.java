package io.podspan.lab.router;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Calico's selector language that people use for nodes: {@code all()}, {@code has(k)},
 * {@code !has(k)}, {@code k == 'v'}, {@code k != 'v'}, joined by {@code &&}.
 */
final class CalicoSelector {
  private static final Pattern HAS = Pattern.compile("(!?)\\s*has\\(\\s*([\\w./-]+)\\s*\\)");
  private static final Pattern COMPARISON =
      Pattern.compile("([\\w./-]+)\\s*(==|!=)\\s*(?:'([^']*)'|\"([^\"]*)\")");

  private CalicoSelector() {}

  /**
   * @throws IllegalArgumentException when the selector is not in this language
   */
  static Predicate<Map<String, String>> parse(String selector) {
    return List.of(selector.split("&&")).stream()
        .map(String::trim)
        .map(CalicoSelector::term)
        .reduce(_ -> true, Predicate::and);
  }

  private static Predicate<Map<String, String>> term(String term) {
    if (term.equals("all()")) {
      return _ -> true;
    }
    Matcher has = HAS.matcher(term);
    if (has.matches()) {
      boolean wanted = has.group(1).isEmpty();
      return labels -> labels.containsKey(has.group(2)) == wanted;
    }
    Matcher comparison = COMPARISON.matcher(term);
    if (comparison.matches()) {
      String value = comparison.group(3) != null ? comparison.group(3) : comparison.group(4);
      boolean wanted = comparison.group(2).equals("==");
      return labels -> value.equals(labels.get(comparison.group(1))) == wanted;
    }
    throw new IllegalArgumentException("selector term '" + term + "' is not understood");
  }
}
