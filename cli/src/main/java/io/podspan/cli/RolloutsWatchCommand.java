package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.EventStream;
import io.podspan.cli.api.StreamedEvent;
import io.podspan.cli.completion.NamesOf;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.PeeringObjects.Stored;
import io.podspan.cli.text.Answers;
import io.podspan.cli.waiting.RolloutVerdict;
import io.podspan.cli.waiting.Verdict;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The events of a rollout, until it has ended. */
@Command(
    name = "watch",
    aliases = "status",
    mixinStandardHelpOptions = true,
    header = "Shows the events of a rollout as they happen, and ends with it.",
    description = {
      "%nIt begins with the state of the rollout, and misses nothing that happens after. The events come from the",
      "console's stream, also after a restart of the console. Without an ID it shows those of all rollouts until Ctrl-C.",
      "Of a cluster that is changed by hand, standard error shows the commands to run now."
    },
    footer = {
      "%nExamples:",
      "  podspan rollouts watch 0197a1c2-7b1e-7000-8000-000000000001",
      "  podspan rollouts watch -o json",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the rollout is complete",
      "1:it failed or was rolled back, or a service refused; standard error says why",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "130:stopped by Ctrl-C"
    })
final class RolloutsWatchCommand implements Callable<Integer> {
  private static final String TOPIC = "?topic=podspan.rollouts";

  /** A rollout does not end with one of these, and a large one has thousands. */
  private static final String OF_A_NODE = "podspan.rollout.node-";

  @Mixin ServicesOption services;
  @Mixin OutputOption output;
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      completionCandidates = NamesOf.Rollouts.class,
      description = "The rollout's id; default: all.")
  @Nullable String id;

  @Override
  public Integer call() {
    HttpClient http = ServicesOption.client();
    Api console = services.api(http, Service.CONSOLE);
    // Before the rollout is read: what happens in between comes with the stream.
    String from = newest(console);
    if (id == null) {
      follow(http, console, TOPIC, from, _ -> false);
      return ExitCode.OK;
    }
    PeeringObjects objects = new PeeringObjects(services.api(http, Service.PEERING));
    Stored rollout = objects.one(Kind.ROLLOUT, id);
    Verdict verdict = verdict(rollout);
    if (verdict instanceof Verdict.NotYet(String now)) {
      note(now);
      String cluster = Answers.segment(rollout.body().path("cluster").asText());
      try (HandWatch byHand =
          new HandWatch(() -> objects.one(Kind.ROLLOUT, rollout.name()).body(), this::note)) {
        byHand.begin(rollout.body());
        follow(http, console, TOPIC + "&cluster=" + cluster, from, event -> ended(objects, event));
      }
      verdict = verdict(objects.one(Kind.ROLLOUT, id));
    }
    return exitCode(verdict);
  }

  /** Until an event was the last one. Only events of the rollout are shown, if there is one. */
  private void follow(
      HttpClient http, Api console, String query, String from, Predicate<StreamedEvent> last) {
    AtomicReference<EventStream> own = new AtomicReference<>();
    try (EventStream stream =
        new EventStream(
            http,
            console.base(),
            console.bearer(),
            query,
            from,
            event -> {
              if (isWanted(event)) {
                output.printNext(event.envelope(), EventLine::of);
                if (last.test(event)) {
                  own.get().close();
                }
              }
            },
            this::note)) {
      own.set(stream);
      stream.follow();
    }
  }

  private boolean isWanted(StreamedEvent event) {
    return id == null || event.data().path("rollout").path("id").asText().equals(id);
  }

  private boolean ended(PeeringObjects objects, StreamedEvent event) {
    return !event.type().startsWith(OF_A_NODE)
        && !(verdict(objects.one(Kind.ROLLOUT, String.valueOf(id))) instanceof Verdict.NotYet);
  }

  private Verdict verdict(Stored rollout) {
    return RolloutVerdict.ended("rollout/" + id, rollout.body());
  }

  private static String newest(Api console) {
    JsonNode events = Answers.items(console.get("/api/v1/events?order=desc&limit=1"));
    return events.isEmpty() ? "0" : events.get(0).path("sequence").asText();
  }

  private int exitCode(Verdict verdict) {
    note(verdict instanceof Verdict.Never never ? never.told() : verdict.text());
    return verdict instanceof Verdict.Done ? ExitCode.OK : ExitCode.FAILED;
  }

  private void note(String text) {
    spec.commandLine().getErr().println("podspan: " + text);
    spec.commandLine().getErr().flush();
  }
}
