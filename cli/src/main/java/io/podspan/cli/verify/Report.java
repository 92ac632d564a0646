package io.podspan.cli.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The checks of one interconnect as they come. One thread. */
public final class Report {
  private static final String DOCS = "docs/commands.md#verify";
  private static final Pattern SLASH = Pattern.compile("/");

  private final ObjectNode report = JsonNodeFactory.instance.objectNode();
  private final ArrayNode checks;
  private final String interconnect;
  private final Set<String> clusters = new HashSet<>();

  /**
   * @param interconnect as peering-service has it
   */
  public Report(JsonNode interconnect) {
    this.interconnect = interconnect.path("name").asText();
    interconnect.path("clusters").forEach(cluster -> clusters.add(cluster.asText()));
    report.put("name", this.interconnect);
    checks = report.putArray("checks");
  }

  /** The report with its counts. */
  public ObjectNode json() {
    ObjectNode counts = report.putObject("counts");
    for (String outcome : new String[] {"pass", "caution", "unchecked", "block"}) {
      counts.put(outcome, count(outcome));
    }
    return report;
  }

  private int count(String outcome) {
    int count = 0;
    for (JsonNode check : checks) {
      count += check.path("outcome").asText().equals(outcome) ? 1 : 0;
    }
    return count;
  }

  /** What preflight answered. */
  public void preflight(JsonNode answer) {
    for (JsonNode check : answer.path("checks")) {
      ObjectNode copy = check.deepCopy();
      checks.add(copy.put("check", "preflight " + check.path("check").asText()));
    }
  }

  /** What a round of pings answered. */
  public void ping(String from, String to, JsonNode answer) {
    JsonNode pair = answer.path("summary");
    String outcome =
        switch (pair.path("state").asText()) {
          case "REACHABLE" -> "pass";
          case "PARTIAL", "UNREACHABLE" -> "block";
          default -> "unchecked";
        };
    add(
        "ping",
        from + " to " + to,
        outcome,
        pair.path("why").asText(),
        pair.path("nextStep").asText());
  }

  /** The conditions of the interconnect; Ready is their sum. */
  public void conditions(JsonNode now) {
    for (JsonNode condition : now.path("conditions")) {
      String type = condition.path("type").asText();
      boolean asked = !type.equals("SourcePreserved") || now.hasNonNull("podSourceAddress");
      if (asked && !type.equals("Ready")) {
        String evidence = condition.path("message").asText();
        add("condition", type, outcome(type, condition.path("status").asText()), evidence, "");
      }
    }
  }

  /** Drifted is the one that is bad when it is true. */
  private static String outcome(String type, String status) {
    String good = type.equals("Drifted") ? "False" : "True";
    return status.equals(good) ? "pass" : status.equals("Unknown") ? "unchecked" : "block";
  }

  /** What the console says of the interconnect and its clusters. */
  public void problems(JsonNode answer) {
    int told = checks.size();
    for (JsonNode problem : answer.path("problems")) {
      if (concerns(problem)) {
        boolean broken = problem.path("state").asText().equals("BROKEN");
        add(
            "problem",
            problem.path("kind").asText() + " " + problem.path("subject").asText(),
            broken ? "block" : "unchecked",
            problem.path("sentence").asText(),
            problem.path("toDo").asText(""));
      }
    }
    String verdict = answer.path("verdict").asText();
    if (verdict.equals("UNKNOWN") && answer.path("problems").isEmpty()) {
      unchecked("problem", "", "the console does not know whether it is well");
    } else if (checks.size() == told && !verdict.isEmpty()) {
      add("problem", "", "pass", "the console knows of none", "");
    }
  }

  private boolean concerns(JsonNode problem) {
    boolean concerns =
        SLASH
            .splitAsStream(problem.path("subject").asText())
            .anyMatch(part -> clusters.contains(part) || part.equals(interconnect));
    for (JsonNode node : problem.path("nodes")) {
      concerns |= clusters.contains(node.asText().replaceFirst("/.*", ""));
    }
    return concerns;
  }

  /** A check that could not be made. */
  public void unchecked(String check, String where, String why) {
    add(check, where, "unchecked", why, "");
  }

  private void add(String check, String where, String outcome, String evidence, String toDo) {
    checks
        .addObject()
        .put("check", check)
        .put("where", where)
        .put("outcome", outcome)
        .put("code", check)
        .put("evidence", evidence)
        .put("whatToDo", toDo)
        .put("docs", DOCS);
  }
}
