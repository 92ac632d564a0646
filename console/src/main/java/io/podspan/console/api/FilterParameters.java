package io.podspan.console.api;

import io.podspan.console.journal.EventFilter;
import io.podspan.events.Topic;
import io.podspan.servicekit.problem.ProblemException;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** The filter of events as query parameters; the same for pages and for the stream. */
public class FilterParameters {
  /** Years of four digits, which every database can compare with. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  @QueryParam("topic")
  @Parameter(description = "Only events of this topic", example = "podspan.sessions")
  @Nullable String topic;

  @QueryParam("type")
  @Parameter(
      description =
          "Only events of these types, separated by commas; an asterisk at the end matches the rest of the"
              + " name",
      example = "podspan.session.*")
  @Nullable String type;

  @QueryParam("subject")
  @Parameter(description = "Only events about this subject", example = "cluster/paris")
  @Nullable String subject;

  @QueryParam("cluster")
  @Parameter(description = "Only events about this cluster", example = "paris")
  @Nullable String cluster;

  @QueryParam("from")
  @Parameter(description = "Only events at this time or later", example = "2026-01-01T00:00:00Z")
  @Nullable String from;

  @QueryParam("until")
  @Parameter(description = "Only events before this time", example = "2026-01-02T00:00:00Z")
  @Nullable String until;

  EventFilter filter() {
    return new EventFilter(
        topic(), types(), subject, cluster, time("from", from), time("until", until));
  }

  private @Nullable String topic() {
    if (topic == null) {
      return null;
    }
    String known = EventFilter.topicNamed(topic);
    if (known == null) {
      String names =
          Arrays.stream(Topic.values()).map(Topic::topicName).collect(Collectors.joining(", "));
      throw ProblemException.badRequest(
          "There is no topic " + topic + ".", "Use one of these: " + names);
    }
    return known;
  }

  private @Nullable Set<String> types() {
    if (type == null) {
      return null;
    }
    Set<String> types = EventFilter.typesNamed(type);
    if (types.isEmpty()) {
      throw ProblemException.badRequest(
          "There is no event type " + type + ".",
          "Use a whole type, such as podspan.session.lost.v1, or its beginning and an asterisk, such as"
              + " podspan.session.*");
    }
    return types;
  }

  private static @Nullable Instant time(String name, @Nullable String text) {
    if (text == null) {
      return null;
    }
    Instant time = parsed(text);
    if (time == null || time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
      throw ProblemException.badRequest(
          name + " is not a time: " + text, "Use the form 2026-01-31T12:00:00Z.");
    }
    return time;
  }

  private static @Nullable Instant parsed(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
