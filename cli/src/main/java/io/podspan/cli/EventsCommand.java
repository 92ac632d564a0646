package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.EventStream;
import io.podspan.cli.machine.Service;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What happened, and with -f what happens. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    header = "Shows what happened, and with -f what happens.",
    footer = {
      "%nExamples:",
      "  podspan events",
      "  podspan events -f",
      "  podspan events --type podspan.session.lost.v1 -o json",
      "  podspan events --topic podspan.rollouts --subject paris",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "130:stopped by Ctrl-C"
    })
final class EventsCommand implements Callable<Integer> {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;
  @Spec CommandSpec spec;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with new events until Ctrl-C; survives restarts of the console.")
  boolean follow;

  @Option(names = "--type", description = "Only this type, as podspan.session.lost.v1.")
  @Nullable String type;

  @Option(names = "--topic", description = "Only this topic, as podspan.sessions.")
  @Nullable String topic;

  @Option(names = "--subject", description = "Only about this subject, as paris or paris/node-1.")
  @Nullable String subject;

  @Option(names = "--after", description = "Only those after this sequence number.")
  @Nullable Long after;

  @Option(
      names = "--limit",
      defaultValue = "50",
      description =
          "How many at most: the newest, or with --after the next; default: ${DEFAULT-VALUE}.")
  int limit;

  @Override
  public Integer call() {
    HttpClient http = ServicesOption.client();
    if (follow) {
      follow(http);
    } else {
      JsonNode answer = services.api(http, Service.CONSOLE).get("/api/v1/events" + query(true));
      output.print(inTime(Answers.items(answer)), EventsCommand::lines);
    }
    return ExitCode.OK;
  }

  private void follow(HttpClient http) {
    // A first question, so that a console that is not there is said at once rather than waited for.
    services.api(http, Service.CONSOLE).get("/api/v1/events?limit=1");
    PrintWriter out = spec.commandLine().getOut();
    String from = after == null ? null : Long.toString(after);
    try (EventStream stream =
        new EventStream(
            http,
            services.url(Service.CONSOLE),
            query(false),
            from,
            event -> print(out, event.envelope()))) {
      stream.follow();
    }
  }

  private void print(PrintWriter out, JsonNode envelope) {
    switch (output.format) {
      case JSON -> out.println(envelope);
      case TABLE -> out.println(EventLine.of(envelope));
    }
    out.flush();
  }

  /** Without a place to begin at the newest are asked for, newest first; people read downwards. */
  private ArrayNode inTime(JsonNode events) {
    ArrayNode ordered = Api.JSON.createArrayNode();
    for (JsonNode event : events) {
      ordered.insert(after == null ? 0 : ordered.size(), event);
    }
    return ordered;
  }

  private static String lines(JsonNode events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(EventLine.of(event)).append('\n'));
    return lines.toString();
  }

  private String query(boolean page) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    put(parameters, "type", type);
    put(parameters, "topic", topic);
    put(parameters, "subject", subject);
    if (page) {
      put(parameters, "after", after);
      put(parameters, "order", after == null ? "desc" : "asc");
      put(parameters, "limit", limit);
    }
    return parameters.isEmpty()
        ? ""
        : parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + Answers.segment(entry.getValue().toString()))
            .collect(Collectors.joining("&", "?", ""));
  }

  private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }
}
