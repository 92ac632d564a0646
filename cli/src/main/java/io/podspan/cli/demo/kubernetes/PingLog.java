package io.podspan.cli.demo.kubernetes;

import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a ping of iputils wrote, ended by SIGINT.
 *
 * @param sent how many are counted: all that had the time to be answered
 * @param lost how many of them were not
 * @param longest the most in a row that were not
 */
record PingLog(int sent, int lost, int longest) {
  private static final Pattern ANSWER = Pattern.compile("bytes from .*icmp_seq=(\\d+)");
  private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted");

  /**
   * Reads it. The last one may have been under way when ping was told to end, so it counts only
   * when it was answered.
   *
   * @throws IllegalArgumentException when there is no summary: ping did not end as it should
   */
  static PingLog parse(List<String> lines) {
    BitSet answered = new BitSet();
    int transmitted = -1;
    for (String line : lines) {
      Matcher answer = ANSWER.matcher(line);
      Matcher summary = SUMMARY.matcher(line);
      if (answer.find()) {
        answered.set(Integer.parseInt(answer.group(1)));
      } else if (summary.find()) {
        transmitted = Integer.parseInt(summary.group(1));
      }
    }
    if (transmitted < 0) {
      throw new IllegalArgumentException(
          "ping wrote no summary" + (lines.isEmpty() ? "" : "; its last line: " + lines.getLast()));
    }
    return count(answered, answered.get(transmitted) ? transmitted : Math.max(0, transmitted - 1));
  }

  private static PingLog count(BitSet answered, int sent) {
    int lost = 0;
    int longest = 0;
    int row = 0;
    for (int number = 1; number <= sent; number++) {
      row = answered.get(number) ? 0 : row + 1;
      lost += row > 0 ? 1 : 0;
      longest = Math.max(longest, row);
    }
    return new PingLog(sent, lost, longest);
  }
}
