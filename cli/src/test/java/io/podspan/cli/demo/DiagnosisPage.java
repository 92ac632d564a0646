package io.podspan.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page of diagnoses. With {@code PODSPAN_DIAGNOSIS_WRITE=true} it is written, else each fault
 * has to be on it.
 */
record DiagnosisPage(List<Row> rows) {
  private static final Path PAGE = Path.of("..", "docs", "diagnosis.md");
  private static final String BEGIN = "<!-- what the test saw -->\n";

  /**
   * A fault that was named.
   *
   * @param took until why named it, with the time that why took
   * @param alarm until the first event in the journal that says that something is not well
   * @param otherNames codes that were told before
   */
  record Row(
      Fault fault,
      Duration took,
      Optional<Duration> alarm,
      String sentence,
      List<String> otherNames) {
    String line() {
      return "| %s | %s | %s | %s | %s |"
          .formatted(
              fault.name(),
              fault.from(),
              alarm.map(Row::seconds).orElse("none"),
              seconds(took),
              sentence.replace("|", "\\|"));
    }

    private static String seconds(Duration duration) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }
  }

  void writtenOrCompared() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN);
    assertThat(begin).as("the mark in " + PAGE).isPositive();
    if ("true".equals(System.getenv("PODSPAN_DIAGNOSIS_WRITE"))) {
      Files.writeString(PAGE, page.substring(0, begin) + BEGIN + table());
    } else {
      assertThat(rows)
          .allSatisfy(row -> assertThat(page).contains("| " + row.fault().name() + " |"));
    }
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "\n| fault | on | first event | why names it | what it says |\n|---|---|---|---|---|\n");
    rows.forEach(row -> table.append(row.line()).append('\n'));
    return table.toString();
  }
}
