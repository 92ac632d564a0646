package io.podspan.cli.fleet;

import io.podspan.embedded.process.FileTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/probe} starts. */
@Command(
    name = "bench/probe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures probe-service with simulated clusters, a real Postgres and a real Kafka.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all aims are reached",
      "1:an aim is missed",
      "3:a pair was not reachable, though every pod answers",
    })
final class ProbeBench implements Callable<Integer> {
  private static final int MISSED = 1;
  private static final int WRONG = 3;
  private static final int LIMIT_SECONDS = 180;

  @Option(names = "--clusters", defaultValue = "7", description = "default: ${DEFAULT-VALUE}")
  int clusters;

  @Option(
      names = "--nodes",
      defaultValue = "8",
      description = "Of each, with a probe pod; default: ${DEFAULT-VALUE}")
  int nodes;

  @Option(
      names = "--pairs",
      defaultValue = "10000",
      description =
          "The aim: pairs of pods that are measured in a minute; default: ${DEFAULT-VALUE}")
  int pairs;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      description = "How long it is counted; default: ${DEFAULT-VALUE}")
  int seconds;

  @Option(
      names = "--flag",
      description = "A flag for probe-service's JVM, besides those of podspan up. May be repeated.")
  List<String> flags = List.of();

  @Option(names = "--folder", required = true, description = "For data and logs.")
  Path folder;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ProbeBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path data = folder.toAbsolutePath().normalize();
    new FileTree(data).emptied();
    Plan plan =
        new Plan(
            clusters, nodes, clusters, 1, 0, 0, Duration.ofSeconds(LIMIT_SECONDS), data, flags);
    Figures figures = new Figures(System.out);
    new ProbeTrial(plan, Duration.ofSeconds(seconds), pairs, figures).run();
    if (!figures.wrong().isEmpty()) {
      return WRONG;
    }
    return figures.missed().isEmpty() ? 0 : MISSED;
  }
}
