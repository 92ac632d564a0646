package io.podspan.cli.preflight;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.text.TerminalText;

/** The answer of preflight for people. Pure. */
public final class PreflightText {
  private PreflightText() {}

  public static String of(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    JsonNode counts = answer.path("counts");
    text.append("preflight of %s: %s".formatted(line(answer, "name"), line(answer, "outcome")));
    text.append(
        " (%s pass, %s caution, %s unchecked, %s block)\n\nchecks:\n"
            .formatted(
                line(counts, "pass"),
                line(counts, "caution"),
                line(counts, "unchecked"),
                line(counts, "block")));
    String path = Kind.INTERCONNECT.path() + "/" + line(answer, "name");
    answer.path("checks").forEach(check -> check(text, check, path));
    answer.path("plans").forEach(plan -> plan(text, plan));
    if (answer.has("routes")) {
      routes(text, answer.path("routes"));
    }
    return text.append("\nNothing was changed.\n").toString();
  }

  private static void check(StringBuilder text, JsonNode check, String path) {
    String where = line(check, "where");
    text.append("  %-9s  %s".formatted(line(check, "outcome"), line(check, "check")));
    text.append(where.isEmpty() ? "" : " (" + where + ")").append(": ");
    text.append(line(check, "evidence")).append('\n');
    String next = Api.inCommands(line(check, "whatToDo"), path);
    if (!next.isEmpty()) {
      text.append("             what to do: ").append(next).append('\n');
      text.append("             more: ").append(line(check, "docs")).append('\n');
    }
  }

  private static void plan(StringBuilder text, JsonNode plan) {
    text.append("\nplan for ").append(line(plan, "cluster"));
    text.append(" by ").append(line(plan, "driver")).append(":\n");
    JsonNode changes = plan.path("changes");
    changes.forEach(
        change -> text.append("  ").append(TerminalText.line(change.asText())).append('\n'));
    text.append(changes.isEmpty() ? "  nothing to change\n" : "");
  }

  private static void routes(StringBuilder text, JsonNode routes) {
    text.append(
        "\nroutes of all nodes together: %s added, %s taken\n"
            .formatted(line(routes, "added"), line(routes, "taken")));
    for (JsonNode cluster : routes.path("clusters")) {
      text.append(
          "  each of the %s nodes of %s: "
              .formatted(line(cluster, "nodes"), line(cluster, "cluster")));
      text.append(
          "%s added, %s taken\n"
              .formatted(
                  line(cluster.path("added"), "count"), line(cluster.path("taken"), "count")));
      named(text, "+", cluster.path("added"));
      named(text, "-", cluster.path("taken"));
    }
  }

  private static void named(StringBuilder text, String sign, JsonNode routes) {
    for (JsonNode route : routes.path("named")) {
      text.append(
          "    %s %s via %s (%s)\n"
              .formatted(sign, line(route, "prefix"), line(route, "nextHop"), line(route, "from")));
    }
    long more = routes.path("count").asLong() - routes.path("named").size();
    text.append(more > 0 ? "    " + sign + " " + more + " more\n" : "");
  }

  private static String line(JsonNode of, String field) {
    JsonNode value = of.path(field);
    return value.isMissingNode() || value.isNull() ? "" : TerminalText.line(value.asText());
  }
}
