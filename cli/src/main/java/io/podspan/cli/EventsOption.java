package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.completion.NamesOf;
import io.podspan.cli.text.Answers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which events are wanted, as options and as a query of the console. */
final class EventsOption {
  /** What comes every few seconds. */
  private static final Set<String> FREQUENT =
      Set.of("podspan.probe.round.v1", "podspan.node.read.v1");

  @Option(
      names = "--all",
      description = "Also shows probe rounds and looks at nodes, which come every few seconds.")
  boolean all;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = {
        "Only events of this type, such as podspan.session.lost.v1.",
        "Several types are separated by commas; podspan.session.* means all that begin so."
      })
  @Nullable String type;

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Only events of this topic, such as podspan.sessions.")
  @Nullable String topic;

  @Option(
      names = "--subject",
      paramLabel = "SUBJECT",
      description = "Only events about this subject, such as paris or paris/node-1.")
  @Nullable String subject;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      completionCandidates = NamesOf.Clusters.class,
      description = "Only events about this cluster, its nodes and its pods.")
  @Nullable String cluster;

  @Option(
      names = "--after",
      paramLabel = "SEQUENCE",
      description = "Only events after this sequence number.")
  @Nullable Long after;

  @Option(
      names = "--limit",
      paramLabel = "NUMBER",
      defaultValue = "50",
      description =
          "At most so many: the newest, or with --after the next; default: ${DEFAULT-VALUE}.")
  int limit;

  /** The query of a page. */
  String page(Api console) {
    Map<String, String> parameters = filter(console);
    put(parameters, "after", after);
    put(parameters, "order", after == null ? "desc" : "asc");
    put(parameters, "limit", limit);
    return query(parameters);
  }

  /** The query of the stream; it begins by header. */
  String stream(Api console) {
    return query(filter(console));
  }

  /** The query that finds one event with the wanted subject, if there is any. */
  String anyOfSubject() {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "subject", subject);
    put(parameters, "limit", 1);
    return query(parameters);
  }

  private Map<String, String> filter(Api console) {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "type", type == null && !all ? withoutRounds(console) : type);
    put(parameters, "topic", topic);
    put(parameters, "subject", subject);
    put(parameters, "cluster", cluster);
    return parameters;
  }

  /** The console filters by the types that are wanted, so the page is full of them. */
  private static String withoutRounds(Api console) {
    return StreamSupport.stream(console.get("/api/v1/events/types").spliterator(), false)
        .map(JsonNode::asText)
        .filter(name -> !FREQUENT.contains(name))
        .collect(Collectors.joining(","));
  }

  private static void put(Map<String, String> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + Answers.segment(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }
}
