package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.Table;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** BGP sessions, each as both of its ends see it. */
@Command(
    name = "sessions",
    mixinStandardHelpOptions = true,
    header = "Shows the BGP sessions between nodes and reflectors, as both ends see them.",
    description = {
      "%nThe reflector's word and that of the node's own router stand beside each other. stalled: the session is",
      "there, and the node has ceased to answer. not read: nobody has read the node's router."
    },
    footer = {
      "%nExamples:",
      "  podspan sessions",
      "  podspan sessions paris",
      "  podspan sessions --down",
      "  podspan sessions -o json"
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:the console answered; podspan status says whether it is well",
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class SessionsCommand implements Runnable {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CLUSTER",
      description = "Only those of this cluster.")
  @Nullable String cluster;

  @Option(
      names = "--down",
      description = "Only those that one of their ends does not call established.")
  boolean down;

  @Override
  public void run() {
    Api console = services.api(ServicesOption.client(), Service.CONSOLE);
    ArrayNode wanted = Api.JSON.createArrayNode();
    for (JsonNode session : console.get("/api/v1/overview").path("sessions")) {
      if (isWanted(session)) {
        wanted.add(session);
      }
    }
    output.print(wanted, SessionsCommand::table);
  }

  private boolean isWanted(JsonNode session) {
    boolean here = cluster == null || session.path("cluster").asText().equals(cluster);
    return here && !(down && isUp(session));
  }

  /** A node that nobody has read does not make it down. */
  private static boolean isUp(JsonNode session) {
    JsonNode node = session.path("nodeState");
    return session.path("state").asText().equals("established")
        && (!node.isTextual() || node.asText().equals("Established"));
  }

  private static Table table(JsonNode sessions) {
    Table table =
        new Table("NODE", "ADDRESS", "REFLECTOR", "REFLECTOR SAYS", "NODE SAYS", "SINCE", "WHY");
    for (JsonNode session : sessions) {
      boolean known = session.path("cluster").isTextual();
      table.row(
          known
              ? Answers.text(session, "cluster") + "/" + Answers.text(session, "node")
              : "unknown peer",
          Answers.text(session, "address"),
          Answers.text(session, "reflector"),
          said(session),
          session.path("nodeState").isTextual()
              ? Answers.text(session, "nodeState").toLowerCase(Locale.ROOT)
              : "not read",
          Answers.time(session, "since"),
          Answers.text(session, "reason"));
    }
    return table;
  }

  /** An established session may be one that nobody watches. */
  private static String said(JsonNode session) {
    JsonNode probed = session.path("probed");
    String state = Answers.text(session, "state");
    return probed.isBoolean() && !probed.asBoolean() ? state + ", not probed" : state;
  }
}
