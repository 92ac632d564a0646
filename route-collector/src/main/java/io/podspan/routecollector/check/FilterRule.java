package io.podspan.routecollector.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a packet filter, as {@code iptables-save -c} prints it.
 *
 * @param packets how many packets it has taken
 * @param words what follows the chain; text in quotes is one word
 * @param text the rule without its counters
 */
record FilterRule(String chain, long packets, List<String> words, String text) {
  private static final Pattern RULE =
      Pattern.compile("\\[(\\d{1,18}):\\d{1,20}\\] (-A (\\S{1,64})(?: (.*))?)");
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"|(\\S+)");
  private static final int MOST_WORDS = 200;

  static Optional<FilterRule> of(String line) {
    Matcher rule = RULE.matcher(line);
    if (!rule.matches()) {
      return Optional.empty();
    }
    String rest = rule.group(4);
    return Optional.of(
        new FilterRule(
            rule.group(3),
            Long.parseLong(rule.group(1)),
            rest == null ? List.of() : words(rest),
            rule.group(2)));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find() && words.size() < MOST_WORDS) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return List.copyOf(words);
  }

  /** Where it sends packets, empty when it only counts them. */
  String target() {
    String jump = after("-j");
    String leave = after("-g");
    return jump != null ? jump : leave == null ? "" : leave;
  }

  /** The word after this one, null when there is none. */
  @Nullable String after(String key) {
    int at = words.indexOf(key);
    return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : null;
  }

  /** What its writer says of it. */
  String comment() {
    String comment = after("--comment");
    return comment == null ? "" : comment;
  }

  boolean drops() {
    return target().equals("DROP") || target().equals("REJECT");
  }
}
