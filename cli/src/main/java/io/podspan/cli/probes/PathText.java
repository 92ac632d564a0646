package io.podspan.cli.probes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured between two ends, for people. */
public final class PathText {
  private PathText() {}

  /**
   * A line with both ends, a row of each kind, and what to do where something is wrong.
   *
   * @param answer of {@code POST /api/v1/measurements}
   */
  public static String of(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    text.append(end(answer.path("from"))).append(" -> ").append(end(answer.path("to")));
    String pod = answer.path("measuredIn").asText("");
    boolean elsewhere =
        !pod.isEmpty() && !answer.path("from").path("kind").asText("").equals("Pod");
    text.append(elsewhere ? ", measured in pod " + pod + "\n" : "\n");
    Table table = new Table("KIND", "RESULT", "");
    List<String> toDo = new ArrayList<>();
    for (JsonNode each : answer.path("measurements")) {
      table.row(each.path("kind").asText(), state(each), said(each));
      String step = each.path("reason").path("toDo").asText("");
      if (!step.isEmpty() && !toDo.contains(step)) {
        toDo.add(step);
      }
    }
    text.append(table);
    toDo.forEach(step -> text.append("what to do: ").append(step).append('\n'));
    return text.toString();
  }

  /** {@code paris/shop/web-0 (10.1.0.5 on paris-1)}. */
  private static String end(JsonNode end) {
    String kind = end.path("kind").asText("");
    List<String> parts = new ArrayList<>();
    add(parts, end.path("cluster").asText(""));
    if (kind.equals("Node") || kind.equals("Service")) {
      parts.add(kind.toLowerCase(Locale.ROOT));
    }
    if (!kind.equals("Address")) {
      add(parts, end.path("namespace").asText(""));
      add(parts, end.path("name").asText(""));
    }
    List<String> addresses = new ArrayList<>();
    end.path("addresses").forEach(address -> addresses.add(address.asText()));
    String at = String.join(", ", addresses);
    String node = end.path("node").asText("");
    if (kind.equals("Address")) {
      return parts.isEmpty() ? at : at + " of " + parts.getFirst();
    }
    return String.join("/", parts)
        + (at.isEmpty() ? "" : " (" + at + (node.isEmpty() ? "" : " on " + node) + ")");
  }

  private static void add(List<String> parts, String part) {
    if (!part.isEmpty() && !part.equals("null")) {
      parts.add(part);
    }
  }

  private static String state(JsonNode each) {
    return switch (each.path("state").asText("")) {
      case "REACHED" -> "reached";
      case "UNREACHED" -> "NOT REACHED";
      default -> "not measured";
    };
  }

  private static String said(JsonNode each) {
    List<String> clauses = new ArrayList<>();
    if (each.path("sent").isNumber()) {
      clauses.add(each.path("received").asInt() + " of " + each.path("sent").asInt() + " replies");
    }
    JsonNode rtt = each.path("rttMicros");
    if (rtt.path("median").isNumber()) {
      clauses.add(
          "round trip "
              + millis(rtt.path("median"))
              + " ms ("
              + millis(rtt.path("min"))
              + " to "
              + millis(rtt.path("max"))
              + ")");
    }
    if (each.path("mtu").isNumber()) {
      clauses.add(each.path("mtu").asInt() + " octets");
    }
    if (each.path("source").isTextual()) {
      clauses.add("seen as " + each.path("source").asText());
    }
    if (each.path("detail").isTextual()) {
      clauses.add(each.path("detail").asText());
    }
    if (each.path("reason").path("text").isTextual()) {
      clauses.add(each.path("reason").path("text").asText());
    }
    return String.join(", ", clauses);
  }

  private static String millis(JsonNode micros) {
    return String.format(Locale.ROOT, "%.2f", micros.asLong() / 1000.0);
  }
}
