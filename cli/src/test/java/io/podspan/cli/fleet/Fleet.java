package io.podspan.cli.fleet;

import io.podspan.embedded.process.FileTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/fleet} starts. */
@Command(
    name = "bench/fleet",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures peering-service with simulated clusters, a real Postgres and a real Kafka.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all aims are reached",
      "1:an aim is missed",
      "3:a rollout failed, a request failed, or something was done twice or not at all",
    })
final class Fleet implements Callable<Integer> {
  private static final int MISSED = 1;
  private static final int WRONG = 3;

  @Option(names = "--clusters", defaultValue = "200", description = "default: ${DEFAULT-VALUE}")
  int clusters;

  @Option(
      names = "--nodes",
      defaultValue = "50",
      description = "Of each; default: ${DEFAULT-VALUE}")
  int nodes;

  @Option(
      names = "--together",
      defaultValue = "20",
      description =
          "Clusters of an interconnect, rolled out in parallel; default: ${DEFAULT-VALUE}")
  int together;

  @Option(
      names = "--batch",
      defaultValue = "1",
      description = "Nodes of a cluster that are changed together; default: ${DEFAULT-VALUE}")
  int batch;

  @Option(
      names = "--restarts",
      defaultValue = "2",
      description = "How often all API servers start again meanwhile; default: ${DEFAULT-VALUE}")
  int restarts;

  @Option(
      names = "--reads",
      defaultValue = "20",
      description = "A second; default: ${DEFAULT-VALUE}")
  int reads;

  @Option(
      names = "--limit",
      defaultValue = "1200",
      description = "Seconds in which all nodes have to join; default: ${DEFAULT-VALUE}")
  int limit;

  @Option(
      names = "--flag",
      description =
          "A flag for peering-service's JVM, besides those of podspan up. May be repeated.")
  List<String> flags = List.of();

  @Option(names = "--folder", required = true, description = "For data and logs.")
  Path folder;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Fleet()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path data = folder.toAbsolutePath().normalize();
    new FileTree(data).emptied();
    Plan plan =
        new Plan(
            clusters,
            nodes,
            together,
            batch,
            restarts,
            reads,
            Duration.ofSeconds(limit),
            data,
            flags);
    Figures figures = new Figures(System.out);
    new Trial(plan, figures).run();
    if (!figures.wrong().isEmpty()) {
      return WRONG;
    }
    return figures.missed().isEmpty() ? 0 : MISSED;
  }
}
