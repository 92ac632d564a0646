package io.podspan.cli.fleet;

import io.podspan.embedded.process.FileTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/collect} starts. */
@Command(
    name = "bench/collect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures route-collector with simulated clusters, a real Postgres and a real Kafka.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all aims are reached",
      "1:an aim is missed",
      "3:a change was not told, or a route was told to be missing that is there",
    })
final class CollectBench implements Callable<Integer> {
  private static final int MISSED = 1;
  private static final int WRONG = 3;
  private static final int LIMIT_SECONDS = 300;

  @Option(names = "--clusters", defaultValue = "10", description = "default: ${DEFAULT-VALUE}")
  int clusters;

  @Option(
      names = "--nodes",
      defaultValue = "100",
      description =
          "Of each. Each has a route to every node of every cluster; default: ${DEFAULT-VALUE}")
  int nodes;

  @Option(
      names = "--changes",
      defaultValue = "2000",
      description = "Routes that change in a second; default: ${DEFAULT-VALUE}")
  int changes;

  @Option(
      names = "--changing",
      defaultValue = "1000",
      description = "On so many nodes, in turn; default: ${DEFAULT-VALUE}")
  int changing;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "How long routes change; default: ${DEFAULT-VALUE}")
  int seconds;

  @Option(
      names = "--flag",
      description =
          "A flag for route-collector's JVM, besides those of podspan up. May be repeated.")
  List<String> flags = List.of();

  @Option(names = "--folder", required = true, description = "For data and logs.")
  Path folder;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CollectBench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path data = folder.toAbsolutePath().normalize();
    new FileTree(data).emptied();
    Plan plan =
        new Plan(
            clusters, nodes, clusters, 1, 0, 0, Duration.ofSeconds(LIMIT_SECONDS), data, flags);
    Figures figures = new Figures(System.out);
    new CollectTrial(plan, changes, changing, Duration.ofSeconds(seconds), figures).run();
    if (!figures.wrong().isEmpty()) {
      return WRONG;
    }
    return figures.missed().isEmpty() ? 0 : MISSED;
  }
}
