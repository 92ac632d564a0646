package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Readiness;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.net.http.HttpClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Whether the services are ready, and what the console shows. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header =
        "Shows the services, the interconnects' conditions, the sessions and who reaches whom.",
    description = {
      "%nThe conditions are those that peering-service published. The exit code says whether there was an answer,",
      "not whether it is a good one: read the table, or the conditions of `podspan status -o json`."
    },
    footer = {"%nExamples:", "  podspan status", "  podspan status -o json"},
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the console answered; a service that is not ready stands in the table",
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      "3:the console does not answer"
    })
final class StatusCommand implements Runnable {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Override
  public void run() {
    HttpClient http = ServicesOption.client();
    ObjectNode status = Api.JSON.createObjectNode();
    health(http, status.putArray("services"));
    try {
      status.set("overview", services.api(http, Service.CONSOLE).get("/api/v1/overview"));
    } finally {
      // The services' health is known even if the console cannot answer.
      output.print(status, StatusText::of);
    }
  }

  private void health(HttpClient http, ArrayNode health) {
    Readiness readiness = new Readiness(http);
    for (Service service : Service.values()) {
      Readiness.Answer answer = readiness.ask(services.url(service));
      health
          .addObject()
          .put("service", service.module())
          .put("url", services.url(service))
          .put("ready", answer.ready())
          .put("waitsFor", answer.waitsFor());
    }
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
