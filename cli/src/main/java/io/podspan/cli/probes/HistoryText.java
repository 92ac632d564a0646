package io.podspan.cli.probes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** What was measured over time, for people: pair by pair, a row per minute, hour or day. */
public final class HistoryText {
  private static final double MICROS_A_MILLI = 1_000;
  private static final double PERCENT = 100;

  private HistoryText() {}

  /**
   * @param answer of {@code GET /api/v1/history}
   * @param total whether a row is all of the time
   */
  public static String of(JsonNode answer, boolean total) {
    String time =
        "from " + Answers.time(answer, "since") + " until " + Answers.time(answer, "until");
    if (answer.path("rows").isEmpty()) {
      String kept = keptSince(answer);
      return (isAnyKept(answer) ? "Nothing was measured " : "Nothing is kept of what was measured ")
          + time
          + (kept.isEmpty() || !isAnyKept(answer) ? "" : ", as far as it is kept")
          + ".\nA minute is kept when it has ended; podspan matrix shows what is known now.\n"
          + kept;
    }
    Table table =
        new Table(
            "FROM", "TO", "TIME", "SENT", "LOSS", "MIN", "P50", "P95", "P99", "MAX", "JITTER");
    for (JsonNode row : answer.path("rows")) {
      table.row(
          end(row, "from"),
          end(row, "to"),
          Answers.text(row, "at").replaceFirst("T(\\d\\d:\\d\\d):\\d\\dZ$", " $1"),
          Answers.text(row, "sent"),
          loss(row),
          millis(row, "rttMinMicros"),
          millis(row, "rttP50Micros"),
          millis(row, "rttP95Micros"),
          millis(row, "rttP99Micros"),
          millis(row, "rttMaxMicros"),
          millis(row, "jitterMicros"));
    }
    String more = answer.path("next").isTextual() ? "There are more: ask for less time.\n" : "";
    return table
        + "Round trips and jitter are in ms. "
        + (total ? "A row is " + time : step(answer))
        + (total ? ".\n" : "\n")
        + keptSince(answer)
        + more;
  }

  /** Whether rows of at least the end of this time are kept; not where that cannot be said. */
  private static boolean isAnyKept(JsonNode answer) {
    if (!answer.path("keptSince").isTextual()) {
      return true;
    }
    try {
      return Instant.parse(answer.path("keptSince").asText())
          .isBefore(Instant.parse(answer.path("until").asText()));
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** What is deleted is never shown as what was not measured. */
  private static String keptSince(JsonNode answer) {
    return answer.path("keptSince").isTextual()
        ? "Earlier rows than those of "
            + Answers.time(answer, "keptSince")
            + " are deleted; without --step, longer ones are shown where they are kept.\n"
        : "";
  }

  private static String step(JsonNode answer) {
    String step = Answers.text(answer, "step");
    return "A row is " + (step.equals("hour") ? "an " : "a ") + step + ".";
  }

  private static String end(JsonNode row, String field) {
    JsonNode node = row.path(field + "Node");
    return Answers.text(row, field)
        + (node.isTextual() ? "/" + Answers.text(row, field + "Node") : "");
  }

  /** A loss that is not zero is never shown as 0 %. */
  private static String loss(JsonNode row) {
    double percent = row.path("loss").asDouble() * PERCENT;
    if (percent > 0 && percent < 0.01) {
      return "<0.01%";
    }
    return String.format(Locale.ROOT, percent == Math.rint(percent) ? "%.0f%%" : "%.2f%%", percent);
  }

  private static String millis(JsonNode row, String field) {
    JsonNode micros = row.path(field);
    return micros.isNumber()
        ? String.format(Locale.ROOT, "%.2f", micros.asLong() / MICROS_A_MILLI)
        : "-";
  }
}
