package io.podspan.servicekit.conditional;

import io.podspan.servicekit.problem.Problem;
import io.podspan.servicekit.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match}.
 *
 * @param there whether the header is there
 * @param any whether it is {@code *}
 * @param tags its tags, without quotes
 * @param weak those of them that are weak
 */
record TagList(boolean there, boolean any, List<String> tags, List<String> weak) {
  private static final int MOST = 20;
  private static final Pattern TAG = Pattern.compile("\\s*(W/)?\"([^\"]{0,1000})\"\\s*(,|$)");

  static final TagList NONE = new TagList(false, false, List.of(), List.of());

  /**
   * Reads a header.
   *
   * @param lines its values, one for each line of the request
   * @throws ProblemException 400 that names the header
   */
  static TagList of(String header, List<String> lines) {
    if (lines.isEmpty()) {
      return NONE;
    }
    String value = String.join(",", lines).strip();
    return value.equals("*") ? new TagList(true, true, List.of(), List.of()) : tags(header, value);
  }

  private static TagList tags(String header, String value) {
    List<String> tags = new ArrayList<>();
    List<String> weak = new ArrayList<>();
    Matcher matcher = TAG.matcher(value);
    int at = 0;
    while (at < value.length()) {
      if (!matcher.find(at) || matcher.start() != at || tags.size() == MOST) {
        throw unusable(header);
      }
      tags.add(matcher.group(2));
      if (matcher.group(1) != null) {
        weak.add(matcher.group(2));
      }
      at = matcher.end();
    }
    if (tags.isEmpty() || value.endsWith(",")) {
      throw unusable(header);
    }
    return new TagList(true, false, List.copyOf(tags), List.copyOf(weak));
  }

  private static ProblemException unusable(String header) {
    return ProblemException.invalid(
        "headers",
        List.of(
            new Problem.Violation(
                "bad-tag",
                header,
                header + " has no list of tags.",
                "Give the value of an ETag with its quotes, or *; at most "
                    + MOST
                    + " tags with commas between them.")));
  }

  /** Those that may be compared strongly (RFC 9110, section 8.8.3.2). */
  List<String> strong() {
    return tags.stream().filter(tag -> !weak.contains(tag)).toList();
  }
}
