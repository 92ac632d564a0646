package io.podspan.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import java.util.List;

/** Reports for people, and the verdict. Pure. */
public final class ReportText {
  private ReportText() {}

  /** All reports, and the verdict at the end. */
  public static String of(List<JsonNode> reports) {
    StringBuilder text = new StringBuilder();
    reports.forEach(report -> text.append(one(report)));
    return text.append(verdict(reports)).append('\n').toString();
  }

  private static String one(JsonNode report) {
    StringBuilder text = new StringBuilder("verify of " + Answers.text(report, "name") + ":\n");
    int passed = 0;
    for (JsonNode check : report.path("checks")) {
      boolean preflight = check.path("check").asText().startsWith("preflight ");
      if (preflight && check.path("outcome").asText().equals("pass")) {
        passed++;
      } else {
        text.append(line(check));
      }
    }
    if (passed > 0) {
      text.append("  pass       preflight: %d checks\n".formatted(passed));
    }
    return text.append('\n').toString();
  }

  private static String line(JsonNode check) {
    String where = check.path("where").asText().isEmpty() ? "" : " " + Answers.text(check, "where");
    String toDo = check.path("whatToDo").asText();
    return "  %-9s  %s%s: %s\n"
            .formatted(
                Answers.text(check, "outcome"),
                Answers.text(check, "check"),
                where,
                Answers.text(check, "evidence"))
        + (toDo.isEmpty() ? "" : "             to do: " + Answers.text(check, "whatToDo") + "\n");
  }

  private static String verdict(List<JsonNode> reports) {
    long failed = sum(reports, "block");
    long open = sum(reports, "unchecked");
    long passed = sum(reports, "pass") + sum(reports, "caution");
    if (reports.isEmpty()) {
      return "Not known: there is no interconnect to verify.";
    }
    if (failed > 0) {
      return "NOT WELL: %d of %d checks fail; %d could not be made."
          .formatted(failed, failed + open + passed, open);
    }
    return open > 0
        ? "Not known: %d of %d checks could not be made; none fails.".formatted(open, open + passed)
        : "WELL: %d checks pass.".formatted(passed);
  }

  /** How many checks of all reports have this outcome. */
  public static long sum(List<JsonNode> reports, String outcome) {
    return reports.stream().mapToLong(r -> r.path("counts").path(outcome).asLong()).sum();
  }
}
