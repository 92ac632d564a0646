package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.machine.Service;
import io.podspan.cli.probes.MatrixText;
import io.podspan.cli.text.Colours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who reaches whom. */
@Command(
    name = "matrix",
    mixinStandardHelpOptions = true,
    header = "Shows who reaches whom, as the last rounds of probes say.",
    description = {
      "%nA cell has the pairs of pods that answer, all that were measured, and the mean round trip. ? is: could not be",
      "measured, or not for two minutes. With --nodes a cell is ok, NO, a count, or a dot where nothing was measured;",
      "columns have the numbers of the rows. In a terminal cells have colours, unless NO_COLOR is set."
    },
    footer = {
      "%nExamples:",
      "  podspan matrix",
      "  podspan matrix --nodes --watch",
      "  podspan matrix -o json",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:every pair is reachable",
      "1:a pair is not, or only in part; or the service refused",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "4:nothing fails, and a pair could not be measured, or none is joined"
    })
final class MatrixCommand implements Callable<Integer> {
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /** To the first place of the terminal, and empty from there (ECMA-48 CUP, ED). */
  private static final String CLEAR = "\u001b[H\u001b[2J";

  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Option(names = "--nodes", description = "Nodes by nodes instead of clusters by clusters.")
  boolean nodes;

  @Option(
      names = {"-w", "--watch"},
      description = "Shows it again whenever it has changed, until Ctrl-C.")
  boolean watch;

  @Override
  public Integer call() {
    Api api = services.api(ServicesOption.client(), Service.PROBES);
    JsonNode answer = look(api);
    show(answer);
    while (watch) {
      LockSupport.parkNanos(BETWEEN.toNanos());
      JsonNode next = look(api);
      if (!next.equals(answer)) {
        answer = next;
        show(answer);
      }
    }
    return nodes ? ofNodes(answer) : ofClusters(answer);
  }

  private JsonNode look(Api api) {
    return api.get(nodes ? "/api/v1/reachability/nodes" : "/api/v1/reachability");
  }

  private void show(JsonNode answer) {
    if (output.isTable() && Colours.wanted()) {
      Colours.terminal().print((watch ? CLEAR : "") + text(answer, true));
    } else if (watch) {
      output.printNext(answer, each -> text(each, false));
    } else {
      output.print(answer, each -> text(each, false));
    }
  }

  private String text(JsonNode answer, boolean colours) {
    return nodes ? MatrixText.nodes(answer, colours) : MatrixText.clusters(answer, colours);
  }

  private static int ofClusters(JsonNode answer) {
    List<String> states = new ArrayList<>();
    answer.path("pairs").forEach(pair -> states.add(pair.path("state").asText()));
    if (states.contains("UNREACHABLE") || states.contains("PARTIAL")) {
      return ExitCode.FAILED;
    }
    boolean all = !states.isEmpty() && states.stream().allMatch("REACHABLE"::equals);
    return all ? ExitCode.OK : ExitCode.NOT_FOUND_OUT;
  }

  private static int ofNodes(JsonNode answer) {
    for (JsonNode pair : answer.path("pairs")) {
      if (pair.path("reachable").asInt() < pair.path("pairs").asInt()) {
        return ExitCode.FAILED;
      }
    }
    return answer.path("pairs").isEmpty() || !answer.path("notMeasured").isEmpty()
        ? ExitCode.NOT_FOUND_OUT
        : ExitCode.OK;
  }
}
