package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.net.http.HttpClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The versions of the command line and of the services. */
@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    header = "Shows the versions of the command line and of the services.",
    footer = {"%nExamples:", "  podspan version", "  podspan version --client -o json"},
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:every service said its version",
      "1:a service refused to",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class VersionCommand implements Callable<Integer> {
  static final String VERSION = "0.1.0";

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Option(names = "--client", description = "Only that of the command line.")
  boolean client;

  @Override
  public Integer call() {
    ObjectNode answer = Api.JSON.createObjectNode();
    answer.putObject("client").put("version", VERSION);
    int code = client ? ExitCode.OK : services(answer.putArray("services"));
    output.print(answer, VersionCommand::table);
    return code;
  }

  private int services(ArrayNode versions) {
    HttpClient http = ServicesOption.client();
    int code = ExitCode.OK;
    for (Service service : Service.values()) {
      ObjectNode row = versions.addObject().put("service", service.module());
      try {
        row.put("version", version(services.api(http, service)));
      } catch (ProblemException e) {
        row.putNull("version").put("problem", String.valueOf(e.getMessage()));
        code = Math.max(code, e.status() == 0 ? ExitCode.UNREACHABLE : ExitCode.FAILED);
      }
    }
    return code;
  }

  private static String version(Api service) {
    return service.get("/api/v1/version").path("version").asText();
  }

  private static Object table(JsonNode answer) {
    Table table = new Table("PART", "VERSION", "");
    table.row("podspan", answer.path("client").path("version").asText(), "");
    for (JsonNode service : answer.path("services")) {
      table.row(
          Answers.text(service, "service"),
          service.path("version").isTextual() ? Answers.text(service, "version") : "not known",
          service.path("problem").asText("").lines().findFirst().orElse(""));
    }
    return table;
  }
}
