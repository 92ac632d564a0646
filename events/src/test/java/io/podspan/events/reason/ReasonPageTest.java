package io.podspan.events.reason;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code docs/reasons.md} has every code. A run with {@code -Dpodspan.contract.write=true} writes
 * its tables anew; what is around them is written by hand.
 */
class ReasonPageTest {
  private static final Path PAGE = Path.of("..", "docs", "reasons.md");
  private static final String HEAD =
      "| code | what it says, for example | what it says to do |\n|---|---|---|\n";

  /** A table, and what stands in the marks at its begin and its end. */
  enum Table {
    ROUTES("a route", RouteReason.class),
    PATHS("a way", PathReason.class),
    PAIRS("a pair", PairReason.class),
    SESSIONS("a session", SessionReason.class);

    private final String mark;
    private final Class<? extends Reason> family;

    Table(String mark, Class<? extends Reason> family) {
      this.mark = "<!-- " + mark + " -->\n";
      this.family = family;
    }

    /** A reason of several families is in the first of them. */
    private boolean has(Reason reason) {
      return this
          == List.of(values()).stream()
              .filter(table -> table.family.isInstance(reason))
              .findFirst()
              .orElseThrow();
    }

    private String text() {
      return HEAD
          + ReasonSamples.all().stream()
              .filter(this::has)
              .sorted(Comparator.comparing(Reason::code))
              .map(Table::row)
              .collect(Collectors.joining());
    }

    private static String row(Reason reason) {
      ReasonText text = ReasonText.of(reason);
      return "| `%s` | %s | %s |\n".formatted(reason.code(), cell(text.seen()), cell(text.toDo()));
    }

    private static String cell(String text) {
      return text.replace("|", "\\|").replace('\n', ' ');
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePageHasEveryReason(Table table) throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(table.mark);
    int end = page.indexOf(table.mark, begin + 1);
    assertThat(end).as("the two marks %s in %s", table.mark.strip(), PAGE).isPositive();
    String current =
        page.substring(0, begin) + table.mark + "\n" + table.text() + "\n" + page.substring(end);
    if (Boolean.getBoolean("podspan.contract.write")) {
      Files.writeString(PAGE, current);
    }
    assertThat(PAGE).hasContent(current);
  }
}
