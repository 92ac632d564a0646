package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.objects.PeeringObjects.Stored;
import io.podspan.cli.preflight.JUnitReport;
import io.podspan.cli.verify.Report;
import io.podspan.cli.verify.ReportText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks everything of the interconnects now. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Checks everything of the interconnects now, and ends with a verdict.",
    description = {
      "%nRuns preflight, pings between all pairs of clusters in both directions, and reads the conditions and the",
      "console's problems. Changes nothing. Pings need the role operator."
    },
    footer = {
      "%nExamples:",
      "  podspan verify",
      "  podspan verify europe --junit verify.xml",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:it is well",
      "1:a check fails, or a service refused or failed",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "4:none fails, and some could not be made"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final Duration BETWEEN = Duration.ofSeconds(2);
  private static final int LOOKS = 5;

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "INTERCONNECT",
      description = "Only this one; default: all.")
  @Nullable String interconnect;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also writes a report in JUnit's XML, as CI systems read it.")
  @Nullable Path junit;

  @Override
  public Integer call() {
    HttpClient http = ServicesOption.client();
    Api peering = services.api(http, Service.PEERING);
    PeeringObjects objects = new PeeringObjects(peering);
    List<Stored> wanted =
        interconnect == null
            ? objects.each(Kind.INTERCONNECT)
            : List.of(objects.one(Kind.INTERCONNECT, interconnect));
    List<JsonNode> reports = new ArrayList<>();
    for (Stored each : wanted) {
      reports.add(verify(http, peering, each));
    }
    if (junit != null) {
      write(junit, new JUnitReport(false, "podspan verify").of(reports));
    }
    ArrayNode all = Api.JSON.createArrayNode();
    all.addAll(reports);
    output.print(all, _ -> ReportText.of(reports));
    return code(reports);
  }

  private JsonNode verify(HttpClient http, Api peering, Stored stored) {
    Report report = new Report(stored.body());
    attempt(report, "preflight", "", () -> report.preflight(preflight(peering, stored)));
    pings(services.api(http, Service.PROBES), stored.body(), report);
    Api console = services.api(http, Service.CONSOLE);
    attempt(report, "problem", "", () -> report.problems(settled(console)));
    attempt(
        report,
        "condition",
        "",
        () ->
            report.conditions(
                new PeeringObjects(peering).one(Kind.INTERCONNECT, stored.name()).body()));
    return report.json();
  }

  private static JsonNode preflight(Api peering, Stored stored) {
    ObjectNode spec = ObjectDocument.spec(Kind.INTERCONNECT, stored.body());
    return peering.post("/api/v1/preflight", spec.put("name", stored.name()));
  }

  private static void pings(Api probes, JsonNode interconnect, Report report) {
    for (JsonNode from : interconnect.path("clusters")) {
      for (JsonNode to : interconnect.path("clusters")) {
        if (!from.equals(to)) {
          ObjectNode pair = Api.JSON.createObjectNode();
          pair.put("from", from.asText()).put("to", to.asText());
          attempt(
              report,
              "ping",
              from.asText() + " to " + to.asText(),
              () -> report.ping(from.asText(), to.asText(), probes.post("/api/v1/probes", pair)));
        }
      }
    }
  }

  /** What has begun just now is waited for: the pings may have found it. */
  private static JsonNode settled(Api console) {
    JsonNode answer = console.get("/api/v1/problems");
    for (int look = 1; look < LOOKS && !answer.path("settling").isEmpty(); look++) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      answer = console.get("/api/v1/problems");
    }
    return answer;
  }

  /** One service that is away says nothing about what the others check. */
  private static void attempt(Report report, String check, String where, Runnable made) {
    try {
      made.run();
    } catch (ProblemException e) {
      report.unchecked(check, where, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
  }

  private static void write(Path file, String report) {
    try {
      Files.writeString(file, report);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--junit "
              + file
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + ").\nwhat to do: Name a file in a folder that is there and that you may write.");
    }
  }

  private static int code(List<JsonNode> reports) {
    if (ReportText.sum(reports, "block") > 0) {
      return ExitCode.FAILED;
    }
    boolean all = !reports.isEmpty() && ReportText.sum(reports, "unchecked") == 0;
    return all ? ExitCode.OK : ExitCode.NOT_FOUND_OUT;
  }
}
