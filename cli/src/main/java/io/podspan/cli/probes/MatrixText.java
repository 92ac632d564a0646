package io.podspan.cli.probes;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.probes.Grid.Cell;
import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Who reaches whom, for people: clusters by clusters, or nodes by nodes. */
public final class MatrixText {
  private MatrixText() {}

  /**
   * Clusters, then each pair that is not well, with why and what to do.
   *
   * @param answer of {@code GET /api/v1/reachability}
   */
  public static String clusters(JsonNode answer, boolean colours) {
    if (answer.path("pairs").isEmpty()) {
      return "No clusters are joined.\n";
    }
    TreeSet<String> names = new TreeSet<>();
    Map<String, Cell> cells = new HashMap<>();
    for (JsonNode pair : answer.path("pairs")) {
      names.add(pair.path("from").asText());
      names.add(pair.path("to").asText());
      cells.put(key(pair.path("from").asText(), pair.path("to").asText()), cell(pair));
    }
    Grid grid = new Grid();
    List<Cell> heading = new ArrayList<>(List.of(Cell.plain("FROM \\ TO")));
    names.forEach(name -> heading.add(Cell.plain(name)));
    grid.row(heading);
    for (String from : names) {
      List<Cell> row = new ArrayList<>(List.of(Cell.plain(from)));
      for (String to : names) {
        row.add(cells.getOrDefault(key(from, to), Cell.plain("-")));
      }
      grid.row(row);
    }
    return grid.text(colours) + notWell(answer);
  }

  private static String key(String from, String to) {
    return from + " " + to;
  }

  private static Cell cell(JsonNode pair) {
    String count = pair.path("reachable").asInt() + "/" + pair.path("pairs").asInt();
    JsonNode micros = pair.path("rttAverageMicros");
    String time =
        micros.isNumber() ? String.format(Locale.ROOT, " %.2f ms", micros.asLong() / 1000.0) : "";
    return switch (pair.path("state").asText("")) {
      case "REACHABLE" -> new Cell(count + time, Tone.WELL);
      case "PARTIAL" -> new Cell(count + time, Tone.PARTLY);
      case "UNREACHABLE" -> new Cell(count + " NO", Tone.FAILED);
      default -> new Cell("?", Tone.UNKNOWN);
    };
  }

  private static String notWell(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode pair : answer.path("pairs")) {
      String state = pair.path("state").asText("");
      if (!state.equals("REACHABLE")) {
        text.append(line(name(pair) + " " + state + ": " + pair.path("why").asText("")));
        String step = pair.path("nextStep").asText("");
        text.append(step.isEmpty() ? "" : line("  what to do: " + step));
      }
    }
    for (JsonNode pair : answer.path("oneWay")) {
      text.append(line(name(pair) + " fails one way only: the other direction is well"));
    }
    return text.toString();
  }

  private static String name(JsonNode pair) {
    return pair.path("from").asText() + " -> " + pair.path("to").asText();
  }

  private static String line(String text) {
    return TerminalText.line(text) + "\n";
  }

  /**
   * Nodes, each with a number, and columns that have the numbers.
   *
   * @param answer of {@code GET /api/v1/reachability/nodes}
   */
  public static String nodes(JsonNode answer, boolean colours) {
    TreeSet<String> names = new TreeSet<>();
    Map<String, Cell> cells = new HashMap<>();
    for (JsonNode pair : answer.path("pairs")) {
      String from = pair.path("from").asText() + "/" + pair.path("fromNode").asText();
      String to = pair.path("to").asText() + "/" + pair.path("toNode").asText();
      names.add(from);
      names.add(to);
      cells.put(key(from, to), ofNodes(pair));
    }
    if (names.isEmpty()) {
      return "No pairs of nodes were measured yet.\n" + notMeasured(answer);
    }
    Grid grid = new Grid();
    List<Cell> heading = new ArrayList<>(List.of(Cell.plain(""), Cell.plain("FROM \\ TO")));
    for (int number = 1; number <= names.size(); number++) {
      heading.add(Cell.plain(Integer.toString(number)));
    }
    grid.row(heading);
    int number = 0;
    for (String from : names) {
      number++;
      List<Cell> row = new ArrayList<>();
      row.add(Cell.plain(Integer.toString(number)));
      row.add(Cell.plain(from));
      names.forEach(to -> row.add(cells.getOrDefault(key(from, to), Cell.plain("."))));
      grid.row(row);
    }
    return grid.text(colours) + notMeasured(answer);
  }

  private static String notMeasured(JsonNode answer) {
    StringBuilder text = new StringBuilder();
    for (JsonNode pair : answer.path("notMeasured")) {
      text.append(line(name(pair) + " could not be measured: " + pair.path("why").asText("")));
    }
    return text.toString();
  }

  private static Cell ofNodes(JsonNode pair) {
    int pairs = pair.path("pairs").asInt();
    int reachable = pair.path("reachable").asInt();
    if (reachable == pairs) {
      return new Cell("ok", Tone.WELL);
    }
    return reachable == 0
        ? new Cell("NO", Tone.FAILED)
        : new Cell(reachable + "/" + pairs, Tone.PARTLY);
  }
}
