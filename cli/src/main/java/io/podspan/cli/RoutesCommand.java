package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The routes to pods of other clusters, over all nodes. */
@Command(
    name = "routes",
    mixinStandardHelpOptions = true,
    header =
        "Lists the routes to the pods of other clusters, and the nodes that lack them, with why.",
    description = {
      "%nWithout PREFIX: each route, with how many nodes have it, and each node that does not.",
      "With PREFIX: that route on every node that should have it."
    },
    footer = {"%nExamples:", "  podspan routes", "  podspan routes 10.3.1.7"},
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class RoutesCommand implements Runnable {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(
      arity = "0..1",
      paramLabel = "PREFIX",
      description = "A prefix such as 10.3.1.0/24, or an address in it.")
  @Nullable String prefix;

  @Override
  public void run() {
    String query = prefix == null ? "" : "?prefix=" + Answers.segment(prefix);
    JsonNode answer =
        services.api(ServicesOption.client(), Service.COLLECTOR).get("/api/v1/routes" + query);
    output.print(answer, RoutesCommand::text);
  }

  private static String text(JsonNode answer) {
    Table routes = new Table("PREFIX", "NEXT HOP", "NODES THAT HAVE IT");
    Table nodes = new Table("PREFIX", "NODE", "ROUTE", "WHY", "WHAT TO DO");
    int rows = 0;
    for (JsonNode route : answer.path("routes")) {
      routes.row(
          Answers.text(route, "prefix"),
          Answers.text(route, "nextHop"),
          route.path("installed").asInt() + "/" + route.path("nodes").asInt());
      for (JsonNode node : route.path("on")) {
        rows++;
        nodes.row(
            Answers.text(route, "prefix"),
            Answers.text(node, "cluster") + "/" + Answers.text(node, "node"),
            Answers.text(node, "verdict"),
            Answers.text(node, "why"),
            Answers.text(node, "nextStep"));
      }
    }
    String more = answer.path("cut").asBoolean() ? "\nThere are more than these.\n" : "";
    return routes + (rows == 0 ? "" : "\n" + nodes) + more;
  }
}
