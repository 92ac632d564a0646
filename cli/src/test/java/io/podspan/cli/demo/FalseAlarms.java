package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Which events say that something is wrong, although nothing was done that makes it so. Pure.
 *
 * <ul>
 *   <li>While a router restarts gracefully, its node has no session, cannot be read, and its router
 *       has no routes yet. Its kernel keeps them, all other nodes keep theirs, and pods reach each
 *       other: whoever says otherwise is wrong.
 *   <li>While clusters leave each other or join, sessions, routes and reachability of all of their
 *       nodes come and go.
 *   <li>While a node comes or goes, those of this node do, and pods of its cluster reach others
 *       partly.
 *   <li>At any other time nothing is wrong.
 * </ul>
 */
record FalseAlarms(List<QuietWindow> windows) {
  private static final Set<String> WRONG =
      Set.of(
          "podspan.session.lost.v1",
          "podspan.session.stalled.v1",
          "podspan.session.peer-refused.v1",
          "podspan.session.open-refused.v1",
          "podspan.session.prefix-rejected.v1",
          "podspan.session.update-rejected.v1",
          "podspan.session.identifier-shared.v1",
          "podspan.session.prefix-limit-reached.v1",
          "podspan.route.missing.v1",
          "podspan.rollout.drift-found.v1",
          "podspan.rollout.failed.v1",
          "podspan.rollout.paused.v1");

  /** Those of these events that nothing explains, in their order. */
  List<JsonNode> of(List<JsonNode> events) {
    return events.stream().filter(FalseAlarms::isWrong).filter(e -> !isExplained(e)).toList();
  }

  static boolean isWrong(JsonNode event) {
    JsonNode data = event.get("data");
    return switch (type(event)) {
      case "podspan.node.read.v1" -> !data.path("readable").asBoolean(true);
      case "podspan.probe.reachability-changed.v1" ->
          !data.path("now").asText().equalsIgnoreCase("reachable");
      case "podspan.interconnect.conditions-changed.v1" -> isUnready(data);
      case String type -> WRONG.contains(type);
    };
  }

  private static boolean isUnready(JsonNode data) {
    return data.path("conditions")
        .valueStream()
        .anyMatch(
            condition ->
                condition.path("type").asText().equals("Ready")
                    && condition.path("status").asText().equals("False"));
  }

  private boolean isExplained(JsonNode event) {
    Instant time = Instant.parse(event.get("time").asText());
    return windows.stream()
        .filter(window -> window.has(time))
        .anyMatch(window -> explains(window, event));
  }

  private static boolean explains(QuietWindow window, JsonNode event) {
    return switch (window.deed()) {
      case MEMBERSHIP -> true;
      case NODE -> isOfClusters(event) || isAbout(window, event);
      case RESTART ->
          type(event).equals("podspan.interconnect.conditions-changed.v1")
              || (isAbout(window, event) && !isOfKernel(event));
    };
  }

  private static boolean isAbout(QuietWindow window, JsonNode event) {
    JsonNode data = event.get("data");
    String node = data.path("node").asText(data.at("/peer/node").asText());
    return window.nodes().contains(node);
  }

  /** Events about clusters as a whole name no node. */
  private static boolean isOfClusters(JsonNode event) {
    return type(event).startsWith("podspan.probe.")
        || type(event).startsWith("podspan.interconnect.");
  }

  private static boolean isOfKernel(JsonNode event) {
    return type(event).equals("podspan.route.missing.v1")
        && event.at("/data/table").asText().equalsIgnoreCase("fib");
  }

  private static String type(JsonNode event) {
    return event.get("type").asText();
  }
}
