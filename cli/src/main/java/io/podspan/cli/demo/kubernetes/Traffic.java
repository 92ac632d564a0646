package io.podspan.cli.demo.kubernetes;

import io.podspan.cli.demo.Pod;
import io.podspan.lab.network.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Pings that go on, 20 ms apart, from pods of one cluster to pods of another. Begun and ended by
 * the thread of the stage.
 */
final class Traffic {
  private static final String INTERVAL = "0.02";
  private static final int MILLIS = 20;

  private final List<Flow> flows;

  private Traffic(List<Flow> flows) {
    this.flows = flows;
  }

  private record Flow(Pod from, Pod to, Process process, Path log) {}

  /** Pods and what was lost between them. */
  private record Loss(Pod from, Pod to, PingLog pings) {
    String text() {
      return "%s to %s: %d of %d lost, longest outage %d ms"
          .formatted(from.name(), to.name(), pings.lost(), pings.sent(), pings.longest() * MILLIS);
    }
  }

  /**
   * What came out of all flows.
   *
   * @param flows between how many pairs of pods
   * @param outages the flows that lost something, a line each
   */
  record Total(int flows, int sent, int lost, int longestMillis, List<String> outages) {
    String text() {
      String outage = lost == 0 ? "" : ", longest outage %d ms".formatted(longestMillis);
      return "%d of %d pings lost (%d flows, 20 ms apart)%s".formatted(lost, sent, flows, outage);
    }
  }

  /**
   * From every pod to one of the other cluster, so that each node sends and receives.
   *
   * @param folder for what ping writes
   */
  static Traffic begin(List<RealPods.Placed> one, List<RealPods.Placed> other, Path folder) {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
      Pod a = one.get(i % one.size()).pod();
      Pod b = other.get(i % other.size()).pod();
      flows.add(flow(a, b, folder));
      flows.add(flow(b, a, folder));
    }
    return new Traffic(flows);
  }

  private static Flow flow(Pod from, Pod to, Path folder) {
    try {
      Path log = Files.createTempFile(Files.createDirectories(folder), from.name() + "-", ".log");
      Process process =
          new ProcessBuilder(
                  "nsenter",
                  "--net=" + from.namespaceFile(),
                  "ping",
                  "-n",
                  "-i",
                  INTERVAL,
                  to.address())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Flow(from, to, process, log);
    } catch (IOException e) {
      throw new LabException("cannot ping from " + from.name() + ": " + e.getMessage(), e);
    }
  }

  /** Ends all flows and counts. */
  Total end() throws InterruptedException {
    for (Flow flow : flows) {
      interrupt(flow.process());
    }
    List<Loss> losses = new ArrayList<>();
    for (Flow flow : flows) {
      losses.add(loss(flow));
    }
    return new Total(
        losses.size(),
        losses.stream().mapToInt(loss -> loss.pings().sent()).sum(),
        losses.stream().mapToInt(loss -> loss.pings().lost()).sum(),
        losses.stream().mapToInt(loss -> loss.pings().longest()).max().orElse(0) * MILLIS,
        losses.stream().filter(loss -> loss.pings().lost() > 0).map(Loss::text).toList());
  }

  private static Loss loss(Flow flow) throws InterruptedException {
    if (!flow.process().waitFor(5, TimeUnit.SECONDS)) {
      flow.process().destroyForcibly();
    }
    try {
      return new Loss(flow.from(), flow.to(), PingLog.parse(Files.readAllLines(flow.log())));
    } catch (IOException | IllegalArgumentException e) {
      throw new LabException(
          "the pings from %s cannot be counted: %s".formatted(flow.from().name(), e.getMessage()),
          e);
    }
  }

  /** SIGINT has ping write its summary; SIGTERM, which Java sends, has not. */
  private static void interrupt(Process process) {
    try {
      new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor();
    } catch (IOException | InterruptedException e) {
      process.destroyForcibly();
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** For a stage that failed: nothing is left running. */
  void abandon() {
    flows.forEach(flow -> flow.process().destroyForcibly());
  }
}
