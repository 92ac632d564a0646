package io.podspan.routecollector.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter table of one back end of iptables.
 *
 * @param chains their rules
 * @param policies what becomes of packets that reach the end of a chain that the kernel has
 * @param later how many packets each rule that drops had taken when it was looked at again
 * @param whole whether all of it was read
 */
record FilterTable(
    Map<String, List<FilterRule>> chains,
    Map<String, String> policies,
    Map<String, Long> counts,
    Map<String, Long> later,
    boolean whole) {
  private static final Pattern CHAIN =
      Pattern.compile("(:(\\S{1,64}) (\\S{1,16})) \\[(\\d{1,18}):\\d{1,20}\\]");

  /**
   * Reads it.
   *
   * @param lines all rules
   * @param again the rules that drop, a moment later
   */
  static FilterTable of(List<String> lines, List<String> again) {
    Map<String, List<FilterRule>> chains = new LinkedHashMap<>();
    Map<String, String> policies = new HashMap<>();
    for (String line : lines) {
      FilterRule.of(line)
          .ifPresent(
              rule -> chains.computeIfAbsent(rule.chain(), _ -> new ArrayList<>()).add(rule));
      Matcher chain = CHAIN.matcher(line);
      if (chain.matches()) {
        policies.put(chain.group(2), chain.group(3));
      }
    }
    // Of a table without a chain nothing is printed at all.
    boolean whole = lines.stream().allMatch(l -> l.isBlank() || l.startsWith("#"));
    return new FilterTable(
        chains, policies, counts(lines), counts(again), whole || lines.contains("COMMIT"));
  }

  private static Map<String, Long> counts(List<String> lines) {
    Map<String, Long> counts = new HashMap<>();
    for (String line : lines) {
      FilterRule.of(line).ifPresent(rule -> counts.merge(rule.text(), rule.packets(), Long::sum));
      Matcher chain = CHAIN.matcher(line);
      if (chain.matches()) {
        counts.merge(chain.group(1), Long.parseLong(chain.group(4)), Long::sum);
      }
    }
    return counts;
  }

  List<FilterRule> rules(String chain) {
    return chains.getOrDefault(chain, List.of());
  }

  /** How many packets this rule, or the end of this chain, has taken. */
  long taken(String text) {
    return Math.max(counts.getOrDefault(text, 0L), later.getOrDefault(text, 0L));
  }

  /** Whether it took one while it was looked at. */
  boolean grew(String text) {
    Long first = counts.get(text);
    Long second = later.get(text);
    return first != null && second != null && second > first;
  }
}
