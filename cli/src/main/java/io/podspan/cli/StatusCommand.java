package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Readiness;
import io.podspan.cli.machine.Service;
import io.podspan.cli.status.StatusText;
import io.podspan.cli.status.Verdict;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Is it well, and if not, why. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Says whether it is well, and if not, why: each cause once.",
    description = {
      "%nOne cause is one line: the pings that fail, the routes that lack and the sessions that are down for one",
      "reason are told together. What could not be found out is said, and is never taken for well. What a rollout",
      "has not come to yet is no problem."
    },
    footer = {
      "%nExamples:",
      "  podspan status",
      "  podspan status -w",
      "  podspan status --all",
      "  podspan status -o json"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:it is well",
      "1:it is not",
      ExitCode.USAGE_TEXT,
      "4:it could not be found out: the console does not answer, or it does not know all of it",
      "130:stopped by Ctrl-C"
    })
final class StatusCommand implements Callable<Integer> {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  @Mixin ServicesOption services;
  @Mixin OutputOption output;
  @Spec CommandSpec spec;

  @Option(
      names = "--all",
      description =
          "Shows the services, all conditions and sessions, and who reaches whom as well.")
  boolean all;

  @Option(
      names = {"-w", "--watch"},
      description = "Shows it again each time that something is another way, until Ctrl-C.")
  boolean watch;

  @Override
  public Integer call() {
    HttpClient http = ServicesOption.client();
    ObjectNode status = look(http);
    show(status);
    // Times of measurement change all the time; the text has none of them.
    String shown = StatusText.of(status);
    while (watch) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      status = look(http);
      String now = StatusText.of(status);
      if (!now.equals(shown)) {
        shown = now;
        show(status);
      }
    }
    return switch (Verdict.of(status)) {
      case WELL -> ExitCode.OK;
      case NOT_WELL -> ExitCode.FAILED;
      case UNKNOWN -> ExitCode.NOT_FOUND_OUT;
    };
  }

  private ObjectNode look(HttpClient http) {
    ObjectNode status = Api.JSON.createObjectNode();
    health(http, status.putArray("services"));
    try {
      Api console = services.api(http, Service.CONSOLE);
      status.set("problems", console.get("/api/v1/problems"));
      status.set("overview", console.get("/api/v1/overview"));
    } catch (ProblemException e) {
      // The services' health is known even if the console cannot answer.
      status.put("unanswered", String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      if (!watch) {
        spec.commandLine().getErr().println("podspan: " + e.getMessage());
      }
    }
    return status;
  }

  private void health(HttpClient http, ArrayNode health) {
    Readiness readiness = new Readiness(http);
    for (Service service : Service.values()) {
      Readiness.Answer answer = readiness.ask(services.url(service));
      health
          .addObject()
          .put("service", service.module())
          .put("url", services.url(service))
          .put("guessed", services.guesses(service) && answer.waitsFor().startsWith("does not"))
          .put("ready", answer.ready())
          .put("waitsFor", answer.waitsFor());
    }
  }

  private void show(ObjectNode status) {
    if (watch) {
      output.printNext(status, this::text);
    } else {
      output.print(status, this::text);
    }
  }

  private String text(JsonNode status) {
    String text = StatusText.of(status);
    return all ? text + "\n" + OverviewText.ofAll(status) : text;
  }
}
