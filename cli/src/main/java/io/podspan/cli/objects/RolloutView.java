package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.api.Api;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import io.podspan.cli.text.TerminalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Rollouts for people: where each is, and what each node of it did. */
final class RolloutView implements ObjectView {
  private static final List<String> COLUMNS =
      List.of("ID", "INTERCONNECT", "CLUSTER", "DIRECTION", "STATE", "NODES", "SINCE");
  private static final List<String> WIDE = List.of("DRIVER", "STARTED", "FAILURE");
  private static final Set<String> DONE = Set.of("VERIFIED", "ROLLED_BACK");

  @Override
  public String list(JsonNode rollouts, boolean wide) {
    List<String> heading = new ArrayList<>(COLUMNS);
    heading.addAll(wide ? WIDE : List.of());
    Table table = new Table(heading.toArray(String[]::new));
    for (JsonNode rollout : rollouts) {
      table.row(row(rollout, wide).toArray());
    }
    return table.toString();
  }

  private static List<Object> row(JsonNode rollout, boolean wide) {
    List<Object> row = new ArrayList<>();
    for (String field : List.of("id", "interconnect", "cluster", "direction", "state")) {
      row.add(Answers.text(rollout, field));
    }
    row.add(done(rollout) + "/" + rollout.path("steps").size());
    row.add(Answers.time(rollout, "since"));
    if (wide) {
      row.add(Answers.text(rollout, "driver"));
      row.add(Answers.time(rollout, "startedAt"));
      row.add(Answers.text(rollout.path("failure"), "reason"));
    }
    return row;
  }

  private static int done(JsonNode rollout) {
    int done = 0;
    for (JsonNode step : rollout.path("steps")) {
      done += DONE.contains(step.path("status").asText()) ? 1 : 0;
    }
    return done;
  }

  @Override
  public String details(JsonNode rollout) {
    return list(JsonNodeFactory.instance.arrayNode().add(rollout), false)
        + changes(rollout)
        + "\n"
        + steps(rollout)
        + failure(rollout);
  }

  private static String changes(JsonNode rollout) {
    StringBuilder text = new StringBuilder();
    for (JsonNode change : rollout.path("changes")) {
      text.append(text.isEmpty() ? "\nchanges by " + Answers.text(rollout, "driver") + ":\n" : "");
      text.append("  ").append(TerminalText.line(change.asText())).append('\n');
    }
    return text.toString();
  }

  private static Table steps(JsonNode rollout) {
    Table steps = new Table("NODE", "ADDRESS", "STATUS", "STARTED", "TOOK", "PASSED");
    for (JsonNode step : rollout.path("steps")) {
      JsonNode took = step.path("tookMillis");
      steps.row(
          Answers.text(step, "node"),
          Answers.text(step, "address"),
          Answers.text(step, "status"),
          Answers.time(step, "startedAt"),
          took.isNumber() ? String.format(Locale.ROOT, "%.1f s", took.asLong() / 1000.0) : "-",
          Answers.text(step, "gates"));
    }
    return steps;
  }

  private static String failure(JsonNode rollout) {
    JsonNode failure = rollout.path("failure");
    if (!failure.isObject()) {
      return "";
    }
    String path = Kind.ROLLOUT.path() + "/" + Answers.text(rollout, "id");
    return "\nstopped at %s: %s\nwhat to do: %s\n"
        .formatted(
            failure.path("node").isTextual()
                ? "node " + Answers.text(failure, "node")
                : "the cluster",
            Answers.text(failure, "reason"),
            Api.inCommands(Answers.text(failure, "nextStep"), path));
  }
}
