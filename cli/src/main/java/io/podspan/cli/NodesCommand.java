package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.completion.NamesOf;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every node has and lacks. */
@Command(
    name = "nodes",
    mixinStandardHelpOptions = true,
    header = "Lists the nodes: whether they have all routes to the pods of other clusters.",
    description = {
      "%nCOMPLETE: a node has all routes that it should have; MISSING: it lacks some; UNKNOWN: it was not",
      "read, or not all of it. SEEN says whether it is followed (each change is told at once). SOURCE is how",
      "its router's table is known: stream and exec, read on the node; bmp, told by its router."
    },
    footer = {"%nExamples:", "  podspan nodes", "  podspan nodes --cluster paris -o json"},
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class NodesCommand implements Runnable {
  private static final int PAGE = 500;

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Option(
      names = "--cluster",
      paramLabel = "NAME",
      completionCandidates = NamesOf.Clusters.class,
      description = "Only those of this cluster.")
  @Nullable String cluster;

  @Override
  public void run() {
    Api api = services.api(ServicesOption.client(), Service.COLLECTOR);
    String filter = cluster == null ? "" : "&cluster=" + Answers.segment(cluster);
    ObjectNode all = Api.JSON.createObjectNode();
    ArrayNode nodes = all.putArray("nodes");
    JsonNode page;
    int number = 0;
    do {
      page = api.get("/api/v1/nodes?size=" + PAGE + "&page=" + number++ + filter);
      page.path("nodes").forEach(nodes::add);
      if (page.path("bmp").isTextual()) {
        all.set("bmp", page.path("bmp"));
      }
    } while (!page.path("nodes").isEmpty() && nodes.size() < page.path("total").asInt());
    output.print(all, NodesCommand::text);
  }

  private static String text(JsonNode answer) {
    Table table =
        new Table(
            "CLUSTER", "NODE", "ROUTES", "HAS", "SESSIONS", "SEEN", "SOURCE", "READ AT", "WHY");
    for (JsonNode node : answer.path("nodes")) {
      int expected = node.path("expected").asInt();
      int has = expected - node.path("missing").asInt() - node.path("unknown").asInt();
      table.row(
          Answers.text(node, "cluster"),
          Answers.text(node, "node"),
          Answers.text(node, "verdict"),
          has + "/" + expected,
          node.path("sessionsEstablished").asInt() + "/" + node.path("sessions").asInt(),
          Answers.text(node.path("feed"), "state"),
          Answers.text(node, "source"),
          Answers.time(node, "readAt"),
          why(node));
    }
    String bmp = Answers.text(answer, "bmp");
    return table + (answer.path("bmp").isTextual() ? "\nNot known now: " + bmp + ".\n" : "");
  }

  private static String why(JsonNode node) {
    JsonNode unreadable = node.path("unreadable");
    return unreadable.isObject() ? Answers.text(unreadable, "why") : Answers.text(node, "gaps");
  }
}
