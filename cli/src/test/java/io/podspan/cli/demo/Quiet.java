package io.podspan.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.demo.QuietWindow.Deed;
import io.podspan.lab.kubernetes.Rig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code bench/quiet} starts. */
@Command(
    name = "bench/quiet",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Restarts routers, lets clusters leave and join, and prints every event that says that something is wrong, although nothing is.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:no false alarm", "1:there were some, and each was printed"})
final class Quiet implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Duration REST = Duration.ofSeconds(20);
  private static final String INTERCONNECT = "europe";
  private static final int COMING = 3;

  @Option(
      names = "--minutes",
      defaultValue = "60",
      description = "How long; default: ${DEFAULT-VALUE}.")
  double minutes;

  @Option(names = "--rig", defaultValue = "quiet", description = "The id of the rig.")
  String rig = "quiet";

  @Option(
      names = "--subnet",
      defaultValue = "198.18.72",
      description = "The subnet of the rig; default: ${DEFAULT-VALUE}.")
  String subnet = "198.18.72";

  private final List<QuietWindow> windows = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private int problems;
  private int events;
  private int wrong;
  private int unexplained;
  private long seen;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Quiet()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Path checkout = Path.of("").toAbsolutePath().getParent();
    RigMachine machine = RigMachine.start(Rig.named(checkout, rig, subnet));
    // Also when it is interrupted.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(machine::close));
    return watch(machine);
  }

  private int watch(RigMachine machine) throws InterruptedException {
    Journal journal = new Journal(machine.console);
    Instant begun = Instant.now();
    machine.register();
    machine.join(INTERCONNECT, PATIENCE);
    awaitWell(machine);
    windows.add(new QuietWindow(Deed.MEMBERSHIP, Set.of(), begun, Instant.now()));
    seen = journal.last();
    Instant end = Instant.now().plusMillis((long) (minutes * 60_000));
    for (int round = 0; Instant.now().isBefore(end); round++) {
      round(machine, round, end);
    }
    return report();
  }

  /** All routers, one after the other; then a node that comes and goes, or clusters that do. */
  private void round(RigMachine machine, int round, Instant end) throws InterruptedException {
    for (String node : machine.nodes()) {
      if (Instant.now().isBefore(end)) {
        done(machine, Deed.RESTART, Set.of(node), () -> machine.newRouter(node));
      }
    }
    if (!Instant.now().isBefore(end)) {
      return;
    }
    if (round % 2 == 0) {
      done(machine, Deed.MEMBERSHIP, Set.of(), () -> machine.leave(INTERCONNECT, PATIENCE));
      done(machine, Deed.MEMBERSHIP, Set.of(), () -> machine.join(INTERCONNECT, PATIENCE));
    } else {
      Set<String> node = Set.of("tokyo-" + COMING);
      done(machine, Deed.NODE, node, () -> machine.joinNode("tokyo", COMING));
      done(machine, Deed.NODE, node, () -> machine.rig.leave("tokyo", COMING));
    }
  }

  private void done(RigMachine machine, Deed deed, Set<String> nodes, Runnable action)
      throws InterruptedException {
    Instant from = Instant.now();
    action.run();
    awaitWell(machine);
    QuietWindow window = new QuietWindow(deed, nodes, from, Instant.now());
    windows.add(window);
    System.out.printf(
        "%s %s %s: well after %d s%n",
        from, deed, nodes, Duration.between(from, window.to()).toSeconds());
    rest(machine);
    judge(new Journal(machine.console).after(seen));
  }

  /** Nothing is done, and nothing may be wrong. */
  private void rest(RigMachine machine) throws InterruptedException {
    Instant until = Instant.now().plus(REST);
    while (Instant.now().isBefore(until)) {
      for (JsonNode problem : machine.console.get("/api/v1/problems").get("problems")) {
        if (told.add(Instant.now().getEpochSecond() / 60 + problem.get("sentence").asText())) {
          problems++;
          System.out.printf("FALSE %s problem: %s%n", Instant.now(), problem);
        }
      }
      // Real time on purpose: what nobody has to find is looked for while the clusters rest.
      Thread.sleep(500);
    }
  }

  private static void awaitWell(RigMachine machine) {
    RigMachine.await(PATIENCE, () -> isWell(machine.console.get("/api/v1/problems")));
  }

  private static boolean isWell(JsonNode now) {
    return now.get("verdict").asText().equals("WELL")
        && now.get("settling").isEmpty()
        && now.get("underWay").isEmpty();
  }

  private void judge(List<JsonNode> since) {
    events += since.size();
    wrong += (int) since.stream().filter(FalseAlarms::isWrong).count();
    List<JsonNode> alarms = new FalseAlarms(windows).of(since);
    unexplained += alarms.size();
    alarms.forEach(
        event ->
            System.out.printf(
                "FALSE %s %s: %s%n",
                event.get("time").asText(),
                event.get("type").asText(),
                event.path("sentence").asText()));
    seen = since.isEmpty() ? seen : since.getLast().get("sequence").asLong();
  }

  private int report() {
    System.out.printf(
        "%d events, %d say that something is wrong, %d of these are false; %d problems were false;"
            + " %d restarts, %d changes of membership, %d of nodes%n",
        events,
        wrong,
        unexplained,
        problems,
        count(Deed.RESTART),
        count(Deed.MEMBERSHIP),
        count(Deed.NODE));
    return unexplained == 0 && problems == 0 ? 0 : 1;
  }

  private long count(Deed deed) {
    return windows.stream().filter(window -> window.deed() == deed).count();
  }
}
