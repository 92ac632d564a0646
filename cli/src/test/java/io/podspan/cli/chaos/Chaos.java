package io.podspan.cli.chaos;

import io.podspan.embedded.process.FileTree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/chaos} starts. */
@Command(
    name = "bench/chaos",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Breaks everything at random while interconnects come and go, and checks what is true afterwards.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:nothing is violated", "1:something is, and the report says what"})
final class Chaos implements Callable<Integer> {
  @Option(
      names = "--minutes",
      defaultValue = "30",
      description = "How long; default: ${DEFAULT-VALUE}.")
  double minutes;

  @Option(
      names = "--seed",
      description = "Where every random choice comes from; default: another one each time.")
  long seed = System.currentTimeMillis() % 1_000_000;

  @Option(
      names = "--runs",
      defaultValue = "1",
      description = "How many, with the seeds that follow.")
  int runs;

  @Option(
      names = "--faults",
      description = "The kinds of faults, separated by commas; default: all.")
  String faults = FaultKind.all();

  @Option(
      names = "--settle",
      defaultValue = "300",
      description = "How many seconds everything may take afterwards; default: ${DEFAULT-VALUE}.")
  int settle;

  @Option(names = "--folder", required = true, description = "For data and logs.")
  Path folder;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    boolean clean = true;
    for (int run = 0; run < runs; run++) {
      Plan plan = plan(seed + run);
      new FileTree(plan.folder()).emptied();
      Report report = new Trial(plan, new Diary(System.out)).run();
      report.print(System.out);
      clean &= report.clean();
      if (report.clean()) {
        new FileTree(plan.folder().resolve("lab")).delete();
      }
    }
    return clean ? 0 : 1;
  }

  private Plan plan(long of) {
    return new Plan(
        of,
        Duration.ofMillis((long) (minutes * 60_000)),
        Duration.ofSeconds(settle),
        FaultKind.named(faults),
        folder.toAbsolutePath().normalize().resolve("seed-" + of));
  }
}
