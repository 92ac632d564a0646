package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.completion.NamesOf;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.text.Answers;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How routers' configurations change, node by node. */
@Command(
    name = "rollouts",
    aliases = "rollout",
    mixinStandardHelpOptions = true,
    header = "Lists, shows, watches and steers the rollouts: the changes of routers, node by node.",
    description = "%nWithout a subcommand it lists them, newest first.",
    footer = {
      "%nExamples:",
      "  podspan rollouts",
      "  podspan rollouts list --interconnect europe --limit 5",
      "  podspan rollouts show 0197a1c2-7b1e-7000-8000-000000000001",
      "  podspan rollouts watch 0197a1c2-7b1e-7000-8000-000000000001",
      "  podspan rollouts pause 0197a1c2-7b1e-7000-8000-000000000001",
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
    list(services, output, null, null, List.of(), null, USUAL_LIMIT);
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists rollouts, newest first.",
      footer = {"%nExample:", "  podspan rollouts list --cluster paris --ended=false -o wide"})
  void list(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Option(
              names = "--interconnect",
              paramLabel = "NAME",
              completionCandidates = NamesOf.Interconnects.class,
              description = "Only those of this interconnect.")
          @Nullable String interconnect,
      @Option(
              names = "--cluster",
              paramLabel = "NAME",
              completionCandidates = NamesOf.Clusters.class,
              description = "Only those of this cluster.")
          @Nullable String cluster,
      @Option(
              names = "--state",
              split = ",",
              paramLabel = "STATE",
              description = {
                "Only those in this state, such as PAUSED, FAILED or COMPLETED;",
                "may be repeated. A state that there is not is refused with those that there are."
              })
          @Nullable List<String> states,
      @Option(
              names = "--ended",
              arity = "0..1",
              fallbackValue = "true",
              paramLabel = "true|false",
              description = "Only those that have ended; with =false only those that have not.")
          @Nullable Boolean ended,
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
    for (String state : states == null ? List.<String>of() : states) {
      query.append("&state=").append(Answers.segment(state.toUpperCase(Locale.ROOT)));
    }
    if (ended != null) {
      query.append("&ended=").append(ended);
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
      @Parameters(
              paramLabel = "ID",
              completionCandidates = NamesOf.Rollouts.class,
              description = "The rollout's id.")
          String id) {
    JsonNode rollout = api(at).get(PATH + "/" + Answers.segment(id));
    as.printOne(Kind.ROLLOUT, rollout);
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      header = "No further node begins. Nodes under way go on to the end of their gates.",
      description =
          "%nIt may be said again. A rollout whose state does not allow it is refused, and stays as it is.",
      footer = {"%nExample:", "  podspan rollouts pause 0197a1c2-7b1e-7000-8000-000000000001"})
  void pause(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "ID",
              completionCandidates = NamesOf.Rollouts.class,
              description = "The rollout's id.")
          String id) {
    order(at, as, id, "pause");
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      header = "Further nodes begin again.",
      description =
          "%nIt may be said again. A rollout whose state does not allow it is refused, and stays as it is.",
      footer = {"%nExample:", "  podspan rollouts resume 0197a1c2-7b1e-7000-8000-000000000001"})
  void resume(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "ID",
              completionCandidates = NamesOf.Rollouts.class,
              description = "The rollout's id.")
          String id) {
    order(at, as, id, "resume");
  }

  @Command(
      name = "abort",
      mixinStandardHelpOptions = true,
      header = "Ends a rollout where it is. Nothing is taken back.",
      description =
          "%nIt may be said again. A rollout whose state does not allow it is refused, and stays as it is.",
      footer = {"%nExample:", "  podspan rollouts abort 0197a1c2-7b1e-7000-8000-000000000001"})
  void abort(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "ID",
              completionCandidates = NamesOf.Rollouts.class,
              description = "The rollout's id.")
          String id) {
    order(at, as, id, "abort");
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      header = "Takes back what a rollout did, node by node.",
      description =
          "%nIt may be said again. A rollout whose state does not allow it is refused, and stays as it is.",
      footer = {"%nExample:", "  podspan rollouts rollback 0197a1c2-7b1e-7000-8000-000000000001"})
  void rollback(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "ID",
              completionCandidates = NamesOf.Rollouts.class,
              description = "The rollout's id.")
          String id) {
    order(at, as, id, "rollback");
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      header =
          "Tries again what failed: the node that stopped it, or a new rollout of its cluster.",
      description =
          "%nIt may be said again. A rollout whose state does not allow it is refused, and stays as it is.",
      footer = {"%nExample:", "  podspan rollouts retry 0197a1c2-7b1e-7000-8000-000000000001"})
  void retry(
      @Mixin ServicesOption at,
      @Mixin ObjectOutputOption as,
      @Parameters(
              paramLabel = "ID",
              completionCandidates = NamesOf.Rollouts.class,
              description = "The rollout's id.")
          String id) {
    order(at, as, id, "retry");
  }

  private static void order(ServicesOption at, ObjectOutputOption as, String id, String verb) {
    as.printOne(Kind.ROLLOUT, api(at).post(PATH + "/" + Answers.segment(id) + "/" + verb));
  }

  private static Api api(ServicesOption at) {
    return at.api(ServicesOption.client(), Service.PEERING);
  }
}
