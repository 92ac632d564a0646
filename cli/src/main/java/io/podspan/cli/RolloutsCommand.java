package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.text.Answers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How routers' configurations change, node by node. */
@Command(
    name = "rollouts",
    mixinStandardHelpOptions = true,
    header = "Lists, shows and watches the rollouts: the changes of routers, node by node.",
    description = "%nWithout a subcommand it lists them, newest first.",
    footer = {
      "%nExamples:",
      "  podspan rollouts",
      "  podspan rollouts list --interconnect europe --limit 5",
      "  podspan rollouts show 0197a1c2-7b1e-7000-8000-000000000001",
      "  podspan rollouts watch 0197a1c2-7b1e-7000-8000-000000000001",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    },
    subcommands = RolloutsWatchCommand.class)
final class RolloutsCommand implements Runnable {
  private static final String PATH = Kind.ROLLOUT.path();
  private static final int USUAL_LIMIT = 50;

  @Mixin ServicesOption services;
  @Mixin ObjectOutputOption output;

  @Override
  public void run() {
    list(services, output, null, null, USUAL_LIMIT);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists rollouts, newest first.",
      footer = {"%nExample:", "  podspan rollouts list --cluster paris -o wide"})
  void list(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Option(
              names = "--interconnect",
              paramLabel = "NAME",
              description = "Only those of this interconnect.")
          @Nullable String interconnect,
      @Option(names = "--cluster", paramLabel = "NAME", description = "Only those of this cluster.")
          @Nullable String cluster,
      @Option(
              names = "--limit",
              paramLabel = "NUMBER",
              defaultValue = "50",
              description = "At most so many, 1 to 200; default: ${DEFAULT-VALUE}.")
          int limit) {
    StringBuilder query = new StringBuilder("?limit=").append(limit);
    if (interconnect != null) {
      query.append("&interconnect=").append(Answers.segment(interconnect));
    }
    if (cluster != null) {
      query.append("&cluster=").append(Answers.segment(cluster));
    }
    as.printList(Kind.ROLLOUT, api(at).get(PATH + query));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      header = "Shows one rollout with its nodes: what each did, and how long it took.",
      footer = {"%nExample:", "  podspan rollouts show 0197a1c2-7b1e-7000-8000-000000000001"})
  void show(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(paramLabel = "ID", description = "The rollout's id.") String id) {
    JsonNode rollout = api(at).get(PATH + "/" + Answers.segment(id));
    as.printOne(Kind.ROLLOUT, rollout);
  }

  private static Api api(ServicesOption at) {
    return at.api(ServicesOption.client(), Service.PEERING);
  }
}
