package io.podspan.cli.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Rollouts for people: where each is, and how far. */
final class RolloutView implements ObjectView {
  private static final List<String> COLUMNS =
      List.of("ID", "INTERCONNECT", "CLUSTER", "DIRECTION", "STATE", "NODES", "SINCE");
  private static final List<String> WIDE =
      List.of("PERCENT", "ESTIMATED END", "DRIVER", "STARTED", "FAILURE");
  private static final Set<String> DONE = Set.of("VERIFIED", "ROLLED_BACK");
  private static final Set<String> NOT_THERE = Set.of("LEFT_OUT", "GONE");

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
    int nodes = rollout.path("steps").size() - count(rollout, NOT_THERE);
    row.add(count(rollout, DONE) + "/" + nodes);
    row.add(Answers.time(rollout, "since"));
    if (wide) {
      row.add(Answers.text(rollout, "percent"));
      row.add(Answers.time(rollout, "estimatedEnd"));
      row.add(Answers.text(rollout, "driver"));
      row.add(Answers.time(rollout, "startedAt"));
      row.add(Answers.text(rollout.path("failure"), "reason"));
    }
    return row;
  }

  private static int count(JsonNode rollout, Set<String> statuses) {
    int count = 0;
    for (JsonNode step : rollout.path("steps")) {
      count += statuses.contains(step.path("status").asText()) ? 1 : 0;
    }
    return count;
  }

  @Override
  public String details(JsonNode rollout) {
    return list(JsonNodeFactory.instance.arrayNode().add(rollout), false)
        + RolloutDetails.of(rollout);
  }
}
