package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.api.Api;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.List;

/** Interconnects for people, with their checks and plans where an answer has some. */
final class InterconnectView implements ObjectView {
  private static final List<String> COLUMNS =
      List.of("NAME", "REVISION", "CLUSTERS", "REFLECTORS", "CONDITIONS");
  private static final List<String> WIDE =
      List.of("POD ADDRESSES", "ON DRIFT", "WITHDRAWING", "DECLARED");

  @Override
  public String list(JsonNode interconnects, boolean wide) {
    List<String> heading = new ArrayList<>(COLUMNS);
    heading.addAll(wide ? WIDE : List.of());
    Table table = new Table(heading.toArray(String[]::new));
    for (JsonNode interconnect : interconnects) {
      table.row(row(interconnect, wide).toArray());
    }
    return table.toString();
  }

  private static List<Object> row(JsonNode interconnect, boolean wide) {
    List<Object> row = new ArrayList<>();
    for (String field : List.of("name", "revision", "clusters", "reflectors")) {
      row.add(Answers.text(interconnect, field));
    }
    row.add(conditions(interconnect));
    if (wide) {
      row.add(Answers.text(interconnect, "podSourceAddress"));
      row.add(interconnect.path("onDrift").asText("tell"));
      row.add(interconnect.path("withdrawing").asBoolean() ? "yes" : "no");
      row.add(Answers.time(interconnect, "declaredAt"));
    }
    return row;
  }

  private static String conditions(JsonNode interconnect) {
    StringBuilder text = new StringBuilder();
    for (JsonNode condition : interconnect.path("conditions")) {
      text.append(text.isEmpty() ? "" : " ").append(Answers.text(condition, "type"));
      text.append('=').append(Answers.text(condition, "status"));
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  @Override
  public String details(JsonNode interconnect) {
    return list(JsonNodeFactory.instance.arrayNode().add(interconnect), false)
        + podAddresses(interconnect)
        + onDrift(interconnect)
        + peersBy(interconnect)
        + services(interconnect)
        + "\n"
        + ConditionTable.of(Kind.INTERCONNECT, interconnect)
        + checks(interconnect)
        + plans(interconnect);
  }

  private static String onDrift(JsonNode interconnect) {
    return interconnect.path("onDrift").asText().equals("heal")
        ? "what others change of the routers' configuration is written again (onDrift: heal)\n"
        : "";
  }

  private static String podAddresses(JsonNode interconnect) {
    return interconnect.path("podSourceAddress").asText().equals("preserve")
        ? "pods see pod addresses (podSourceAddress: preserve)\n"
        : "";
  }

  private static String services(JsonNode interconnect) {
    return interconnect.path("serviceAddresses").asText().equals("announce")
        ? "kube-router announces ClusterIPs (serviceAddresses: announce)\n"
        : "";
  }

  private static String peersBy(JsonNode interconnect) {
    return interconnect.path("peersBy").asText().equals("annotations")
        ? "kube-router has its peers in annotations of nodes (peersBy: annotations)\n"
        : "";
  }

  /** What each check of preflight found, a line each. */
  private static String checks(JsonNode interconnect) {
    StringBuilder text = new StringBuilder();
    for (JsonNode check : interconnect.path("checks")) {
      text.append(text.isEmpty() ? "\nchecks:\n" : "");
      text.append("  %-9s  ".formatted(Answers.text(check, "outcome")));
      text.append(Answers.text(check, "check"));
      String where = TerminalText.line(check.path("where").asText(""));
      text.append(where.isEmpty() ? "" : " (" + where + ")").append(": ");
      text.append(Answers.text(check, "evidence"));
      String next = TerminalText.line(check.path("whatToDo").asText(""));
      String path = Kind.INTERCONNECT.path() + "/" + Answers.text(interconnect, "name");
      text.append(next.isEmpty() ? "" : " What to do: " + Api.inCommands(next, path)).append('\n');
    }
    return text.toString();
  }

  private static String plans(JsonNode interconnect) {
    StringBuilder text = new StringBuilder();
    for (JsonNode plan : interconnect.path("plans")) {
      text.append("\nplan for ").append(Answers.text(plan, "cluster"));
      text.append(" by ").append(Answers.text(plan, "driver")).append(":\n");
      lines(text, "  ", plan.path("changes"));
      if (interconnect.path("checks").isEmpty()) {
        lines(text, "  caution: ", plan.path("cautions"));
      }
    }
    return text.toString();
  }

  private static void lines(StringBuilder text, String lead, JsonNode lines) {
    lines.forEach(line -> text.append(lead).append(TerminalText.line(line.asText())).append('\n'));
  }
}
