package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.objects.PeeringObjects.Stored;
import io.podspan.cli.text.Answers;
import java.util.List;
import java.util.TreeMap;

/** The last events about an object, as {@code describe} shows them. */
final class RecentEvents {
  private static final String PATH = "/api/v1/events?order=desc&limit=";
  private static final int MOST = 10;
  private static final int MOST_OF_A_ROLLOUT = 200;

  private final Api console;

  RecentEvents(Api console) {
    this.console = console;
  }

  /** Lines, oldest first. A console that is away says nothing about events. */
  String of(Stored object) {
    try {
      TreeMap<Long, JsonNode> events = new TreeMap<>();
      for (String query : queries(object)) {
        for (JsonNode event : Answers.items(console.get(PATH + query))) {
          if (isAbout(object, event)) {
            events.put(event.path("sequence").asLong(), event);
          }
        }
      }
      return lines(List.copyOf(events.values()));
    } catch (ProblemException e) {
      return "\nevents: not known. " + e.getMessage() + "\n";
    }
  }

  private static List<String> queries(Stored object) {
    String name = Answers.segment(object.name());
    return switch (object.kind()) {
      case CLUSTER ->
          List.of(
              MOST + "&topic=podspan.intent&cluster=" + name,
              MOST + "&topic=podspan.rollouts&cluster=" + name,
              MOST + "&topic=podspan.sessions&cluster=" + name);
      case REFLECTOR -> List.of(MOST + "&subject=reflector%2F" + name);
      case INTERCONNECT ->
          List.of(MOST + "&subject=interconnect%2F" + name, MOST + "&subject=conditions%2F" + name);
      case ROLLOUT ->
          List.of(
              MOST_OF_A_ROLLOUT
                  + "&topic=podspan.rollouts&cluster="
                  + Answers.segment(object.body().path("cluster").asText()));
    };
  }

  private static boolean isAbout(Stored object, JsonNode event) {
    return switch (object.kind()) {
      case CLUSTER, REFLECTOR, INTERCONNECT -> true;
      case ROLLOUT -> event.path("data").path("rollout").path("id").asText().equals(object.name());
    };
  }

  private static String lines(List<JsonNode> events) {
    if (events.isEmpty()) {
      return "\nevents: none\n";
    }
    StringBuilder lines = new StringBuilder("\nevents:\n");
    events.stream()
        .skip(Math.max(0, events.size() - MOST))
        .forEach(event -> lines.append("  ").append(EventLine.of(event)).append('\n'));
    return lines.toString();
  }
}
