package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Readiness;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Table;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether the services run, and what the console knows of clusters, sessions and reachability. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Shows the services' health, the clusters, the sessions and who reaches whom.",
    footer = {"%nExamples:", "  podspan status", "  podspan status -o json"},
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:all services are ready",
      "1:a service is not ready",
      ExitCode.USAGE_TEXT,
      "3:no service answers"
    })
final class StatusCommand implements Callable<Integer> {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Override
  public Integer call() {
    HttpClient http = ServicesOption.client();
    ObjectNode status = Api.JSON.createObjectNode();
    ArrayNode health = status.putArray("services");
    Readiness readiness = new Readiness(http);
    int ready = 0;
    for (Service service : Service.values()) {
      Readiness.Answer answer = readiness.ask(services.url(service));
      ready += answer.ready() ? 1 : 0;
      health
          .addObject()
          .put("service", service.module())
          .put("url", services.url(service))
          .put("ready", answer.ready())
          .put("waitsFor", answer.waitsFor());
    }
    overview(http, status);
    output.print(status, StatusText::of);
    return code(ready);
  }

  private void overview(HttpClient http, ObjectNode status) {
    try {
      status.set("overview", services.api(http, Service.CONSOLE).get("/api/v1/overview"));
    } catch (ProblemException e) {
      status.put("overviewProblem", e.getMessage());
    }
  }

  private static int code(int ready) {
    if (ready == Service.values().length) {
      return ExitCode.OK;
    }
    return ready == 0 ? ExitCode.UNREACHABLE : ExitCode.FAILED;
  }

  /** The status for people. */
  private static final class StatusText {
    static String of(JsonNode status) {
      Table table = new Table("SERVICE", "READY", "ADDRESS", "");
      for (JsonNode service : status.path("services")) {
        table.row(
            Answers.text(service, "service"),
            service.path("ready").asBoolean() ? "yes" : "NO",
            Answers.text(service, "url"),
            Answers.text(service, "waitsFor").replace("-", ""));
      }
      return table + OverviewText.of(status.path("overview"));
    }
  }
}
