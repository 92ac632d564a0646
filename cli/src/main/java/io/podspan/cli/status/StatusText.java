package io.podspan.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * The answer to "is it well, and if not, why": the verdict, a line for each cause, and the sums.
 */
public final class StatusText {
  private static final String INDENT = "    ";

  private StatusText() {}

  /**
   * @param status as {@code podspan status -o json} has it
   */
  public static String of(JsonNode status) {
    StringBuilder text = new StringBuilder();
    JsonNode problems = status.path("problems").path("problems");
    text.append(verdict(status)).append('\n');
    problems.forEach(problem -> text.append(problem(problem)));
    Trouble.of(status).forEach(line -> text.append("  ? ").append(line).append('\n'));
    told(text, "just now, and not for long enough to be told: ", status, "settling");
    told(text, "under way: ", status, "underWay");
    return text + sums(status.path("overview"));
  }

  private static String verdict(JsonNode status) {
    int broken = 0;
    int unknown = Trouble.of(status).size();
    for (JsonNode problem : status.path("problems").path("problems")) {
      if (problem.path("state").asText().equals("BROKEN")) {
        broken++;
      } else {
        unknown++;
      }
    }
    String open = unknown == 0 ? "" : things(unknown) + " could not be found out";
    return switch (Verdict.of(status)) {
      case WELL -> well(status);
      case NOT_WELL ->
          "Not well: %d %s%s."
              .formatted(
                  broken, broken == 1 ? "problem" : "problems", open.isEmpty() ? "" : "; " + open);
      case UNKNOWN -> "Not known whether it is well" + (open.isEmpty() ? "." : ": " + open + ".");
    };
  }

  private static String well(JsonNode status) {
    if (status.path("overview").path("interconnects").isEmpty()) {
      return "Well: nothing is joined.";
    }
    return status.path("problems").path("underWay").isEmpty()
        ? "Well: everything is as it was asked for."
        : "Well: nothing is wrong. Changes are under way.";
  }

  private static String things(int count) {
    return count == 1 ? "1 thing" : count + " things";
  }

  private static String problem(JsonNode problem) {
    boolean broken = problem.path("state").asText().equals("BROKEN");
    StringBuilder text = new StringBuilder();
    text.append(broken ? "  ! " : "  ? ").append(Answers.text(problem, "sentence")).append('\n');
    if (problem.path("consequences").isTextual()) {
      text.append(INDENT).append(Answers.text(problem, "consequences")).append('\n');
    }
    text.append(INDENT).append("since ").append(Answers.time(problem, "since")).append('\n');
    if (problem.path("toDo").isTextual()) {
      text.append(INDENT).append("to do: ").append(Answers.text(problem, "toDo")).append('\n');
    }
    return text.toString();
  }

  private static void told(StringBuilder text, String what, JsonNode status, String field) {
    for (JsonNode line : status.path("problems").path(field)) {
      text.append("  ~ ").append(what).append(Answers.text(line)).append('\n');
    }
  }

  private static String sums(JsonNode overview) {
    if (overview.isMissingNode()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    if (!overview.path("interconnects").isEmpty()) {
      Table table = new Table("INTERCONNECT", "READY", "CLUSTERS", "NOT AS IT SHOULD BE");
      overview
          .path("interconnects")
          .forEach(
              interconnect ->
                  table.row(
                      Answers.text(interconnect, "name"),
                      ready(interconnect),
                      Answers.text(interconnect, "clusters"),
                      unmet(interconnect)));
      text.append('\n').append(table);
    }
    if (!overview.path("clusters").isEmpty()) {
      text.append('\n').append(clusters(overview));
    }
    return text.toString();
  }

  private static String ready(JsonNode interconnect) {
    for (JsonNode condition : interconnect.path("conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return Answers.text(condition, "status");
      }
    }
    return "not yet";
  }

  /** Drifted is the one that is bad when it is true; Ready is a sum. */
  private static String unmet(JsonNode interconnect) {
    List<String> unmet = new ArrayList<>();
    for (JsonNode condition : interconnect.path("conditions")) {
      String type = condition.path("type").asText();
      String good = type.equals("Drifted") ? "False" : "True";
      boolean counts = !type.equals("Ready") && !type.equals("SourcePreserved");
      if (counts && !condition.path("status").asText().equals(good)) {
        unmet.add(Answers.text(condition, "type") + "=" + Answers.text(condition, "status"));
      }
    }
    return unmet.isEmpty() ? "-" : String.join(", ", unmet);
  }

  private static Table clusters(JsonNode overview) {
    Table table = new Table("CLUSTER", "NODES", "WITH ALL ROUTES", "SESSIONS", "LEFT OUT");
    for (JsonNode cluster : overview.path("clusters")) {
      int nodes = 0;
      int whole = 0;
      int routed = 0;
      List<String> out = new ArrayList<>();
      for (JsonNode node : cluster.path("nodes")) {
        nodes++;
        if (node.path("leftOut").isTextual()) {
          out.add(Answers.text(node, "name"));
        } else if (node.path("expectedRoutes").asInt() > 0) {
          routed++;
          whole += hasAll(node) ? 1 : 0;
        }
      }
      table.row(
          Answers.text(cluster, "name"),
          nodes,
          routed == 0 ? "-" : whole + " of " + routed,
          sessions(overview, cluster.path("name").asText()),
          out.isEmpty() ? "-" : String.join(", ", out));
    }
    return table;
  }

  private static boolean hasAll(JsonNode node) {
    JsonNode missing = node.path("missingRoutes");
    JsonNode unknown = node.path("unknownRoutes");
    return missing.isInt()
        && missing.asInt() == 0
        && unknown.asInt() == 0
        && !node.path("unread").isTextual();
  }

  private static String sessions(JsonNode overview, String cluster) {
    int all = 0;
    int up = 0;
    for (JsonNode session : overview.path("sessions")) {
      if (session.path("cluster").asText().equals(cluster)) {
        all++;
        up += session.path("state").asText().equals("established") ? 1 : 0;
      }
    }
    return all == 0 ? "-" : up + " of " + all;
  }
}
