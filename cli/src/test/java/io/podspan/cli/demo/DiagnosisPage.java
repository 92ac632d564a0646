package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table of the page of diagnoses. With {@code PODSPAN_DIAGNOSIS_WRITE=true} the lines of what was
 * made are written, and those of what was not made stay; else each line has to be there.
 *
 * @param where whose it is: what stands in the marks at its begin and its end
 * @param head its first lines
 * @param all how the lines begin that it may have, in their order
 * @param made the lines of what was made now
 * @param summary what is said above it
 */
record DiagnosisPage(
    String where,
    String head,
    List<String> all,
    List<String> made,
    Function<List<String>, String> summary) {
  private static final Path PAGE = Path.of("..", "docs", "diagnosis.md");
  private static final Duration SOON = Duration.ofSeconds(5);

  /** The first two columns tell one line from all others. */
  private static final Pattern BEGIN = Pattern.compile("\\| [^|]+ \\| [^|]+ \\|");

  private static final Pattern SECONDS = Pattern.compile("(\\d+\\.\\d) s\\b.*");
  private static final int ALARM = 3;
  private static final int TOOK = 4;

  /**
   * An event that says that something is not well.
   *
   * @param after since the fault was made
   */
  record Alarm(String type, Duration after) {
    @Override
    public String toString() {
      return seconds(after) + " " + type.replaceAll("^podspan\\.|\\.v\\d+$", "");
    }
  }

  /**
   * A fault that was named.
   *
   * @param took until why named it, with the time that why took
   * @param alarm the first event in the journal about it
   */
  record Row(Fault fault, Duration took, Optional<Alarm> alarm, String sentence) {
    String line() {
      return "%s %s | %s | %s |"
          .formatted(
              begin(fault),
              alarm.map(Alarm::toString).orElse("none"),
              seconds(took),
              sentence.replace("|", "\\|"));
    }

    private static String begin(Fault fault) {
      return "| %s | %s |".formatted(fault.name(), fault.on());
    }
  }

  /**
   * @param all the faults that the table may have
   * @param rows those that were made
   */
  static DiagnosisPage of(String where, List<Fault> all, List<Row> rows) {
    return new DiagnosisPage(
        where,
        "| fault | on | first event | why names it | what it says |\n|---|---|---|---|---|\n",
        all.stream().map(Row::begin).toList(),
        rows.stream().map(Row::line).toList(),
        DiagnosisPage::summary);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
  }

  void writtenOrCompared() throws IOException {
    String page = Files.readString(PAGE);
    String mark = "<!-- " + where + " -->\n";
    int begin = page.indexOf(mark);
    int end = page.indexOf(mark, begin + 1);
    assertThat(end).as("the two marks of " + where + " in " + PAGE).isPositive();
    String former = page.substring(begin + mark.length(), end);
    if ("true".equals(System.getenv("PODSPAN_DIAGNOSIS_WRITE"))) {
      Files.writeString(
          PAGE,
          page.substring(0, begin) + mark + "\n" + table(former) + "\n" + page.substring(end));
    } else {
      assertThat(byBegin(former.lines()).keySet())
          .as("lines of " + where + " in " + PAGE)
          .containsAll(byBegin(made.stream()).keySet());
    }
  }

  private String table(String former) {
    Map<String, String> lines = byBegin(Stream.concat(former.lines(), made.stream()));
    List<String> kept = all.stream().map(lines::get).filter(Objects::nonNull).toList();
    return summary.apply(kept) + head + String.join("\n", kept) + "\n";
  }

  /** The last of those that begin alike. */
  private static Map<String, String> byBegin(Stream<String> lines) {
    return lines
        .filter(line -> !begin(line).isEmpty())
        .collect(
            Collectors.toMap(
                DiagnosisPage::begin, line -> line, (_, last) -> last, LinkedHashMap::new));
  }

  private static String begin(String line) {
    Matcher begin = BEGIN.matcher(line);
    return begin.lookingAt() ? begin.group() : "";
  }

  private static String summary(List<String> lines) {
    return "Within %d s, an event about it was in the journal for %d of %d faults, and `why` had named %d of them.\n\n"
        .formatted(SOON.toSeconds(), soon(lines, ALARM), lines.size(), soon(lines, TOOK));
  }

  private static long soon(List<String> lines, int column) {
    return lines.stream()
        .map(line -> SECONDS.matcher(line.split("\\|")[column].strip()))
        .filter(Matcher::matches)
        .filter(seconds -> Double.parseDouble(seconds.group(1)) <= SOON.toSeconds())
        .count();
  }
}
