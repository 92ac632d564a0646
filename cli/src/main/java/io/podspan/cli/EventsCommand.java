package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.EventStream;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What happened, and with -f what happens. */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    header = "Shows what happened, oldest first. With -f it goes on with what happens.",
    description = {
      "%nA line has the time in UTC and what happened. Probe rounds are left out, because they would",
      "push out everything else: --all shows them, and so does --type podspan.probe.round.v1."
    },
    footer = {
      "%nExamples:",
      "  podspan events",
      "  podspan events -f",
      "  podspan events --cluster paris --limit 200",
      "  podspan events --type podspan.session.lost.v1 -o json",
      "  podspan events --topic podspan.rollouts --subject paris",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the console answered, even if no event fits",
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "130:stopped by Ctrl-C"
    })
final class EventsCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/events";

  @Mixin ServicesOption services;
  @Mixin OutputOption output;
  @Mixin EventsOption wanted;
  @Spec CommandSpec spec;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with new events until Ctrl-C, also after a restart of the console.")
  boolean follow;

  @Override
  public Integer call() {
    HttpClient http = ServicesOption.client();
    Api console = services.api(http, Service.CONSOLE);
    if (follow) {
      follow(http, console);
    } else {
      page(console);
    }
    return ExitCode.OK;
  }

  private void page(Api console) {
    JsonNode events = Answers.items(console.get(PATH + wanted.page(console)));
    output.print(oldestFirst(events), EventsCommand::lines);
    if (events.isEmpty() && wanted.subject != null) {
      explainEmptySubject(console);
    }
  }

  private void follow(HttpClient http, Api console) {
    // The first question tells at once that a console is not there. The stream would wait for it.
    String query = wanted.stream(console);
    if (wanted.subject != null) {
      explainEmptySubject(console);
    } else {
      console.get(PATH + "?limit=1");
    }
    String from = wanted.after == null ? null : Long.toString(wanted.after);
    try (EventStream stream =
        new EventStream(
            http,
            console.base(),
            console.bearer(),
            query,
            from,
            event -> output.printNext(event.envelope(), EventLine::of),
            this::note)) {
      stream.follow();
    }
  }

  /** A misspelt subject and a subject without such events look the same otherwise. */
  private void explainEmptySubject(Api console) {
    boolean known = !Answers.items(console.get(PATH + wanted.anyOfSubject())).isEmpty();
    if (!known) {
      note(
          "No event has the subject "
              + wanted.subject
              + ".\nwhat to do: Run `podspan events --all -o json`; each event shows its subject.");
    } else if (!follow) {
      note(
          "There are events about "
              + wanted.subject
              + ", but the other options leave them out.\nwhat to do: Add --all, or take options"
              + " away.");
    }
  }

  private void note(String text) {
    spec.commandLine().getErr().println("podspan: " + text);
    spec.commandLine().getErr().flush();
  }

  /** Without --after the console was asked for the newest, newest first. */
  private ArrayNode oldestFirst(JsonNode events) {
    ArrayNode ordered = Api.JSON.createArrayNode();
    for (JsonNode event : events) {
      ordered.insert(wanted.after == null ? 0 : ordered.size(), event);
    }
    return ordered;
  }

  private static String lines(JsonNode events) {
    StringBuilder lines = new StringBuilder();
    events.forEach(event -> lines.append(EventLine.of(event)).append('\n'));
    return lines.toString();
  }
}
