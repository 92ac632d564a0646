package io.podspan.cli.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import java.util.ArrayList;
import java.util.List;

/** What peering-service says about all interconnects. */
record Interconnects(List<Seen> all) {

  /** One of them. */
  record Seen(String name, World world, boolean withdrawing, boolean ready, String notReady) {}

  static Interconnects of(Api peering) {
    List<Seen> all = new ArrayList<>();
    peering.list("/api/v1/interconnects").forEach(answer -> all.add(seen(answer)));
    return new Interconnects(List.copyOf(all));
  }

  World under(String name) {
    return all.stream()
        .filter(seen -> seen.name().equals(name) && !seen.withdrawing())
        .map(Seen::world)
        .findFirst()
        .orElse(World.EMPTY);
  }

  /** Whether one of them joins these two clusters. */
  boolean join(String one, String other) {
    return all.stream()
        .map(seen -> seen.world().clusters())
        .anyMatch(clusters -> clusters.contains(one) && clusters.contains(other));
  }

  boolean have(String cluster) {
    return all.stream().anyMatch(seen -> seen.world().clusters().contains(cluster));
  }

  private static Seen seen(JsonNode answer) {
    List<String> clusters = new ArrayList<>();
    answer.path("clusters").forEach(cluster -> clusters.add(cluster.asText()));
    boolean preserve = answer.path("podSourceAddress").asText().equals("preserve");
    boolean ready = false;
    StringBuilder notReady = new StringBuilder();
    for (JsonNode condition : answer.path("conditions")) {
      String type = condition.path("type").asText();
      String status = condition.path("status").asText();
      if (type.equals("Ready")) {
        ready = status.equals("True");
      } else if (!status.equals("True")) {
        notReady.append(type).append('=').append(status).append(" (");
        notReady.append(condition.path("message").asText()).append(") ");
      }
    }
    return new Seen(
        answer.path("name").asText(),
        new World(clusters, preserve),
        answer.path("withdrawing").asBoolean(),
        ready,
        notReady.toString().strip());
  }
}
