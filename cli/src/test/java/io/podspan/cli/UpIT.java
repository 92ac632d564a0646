package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.cli.machine.PortPlan;
import io.podspan.cli.machine.Service;
import io.podspan.embedded.process.ProcessTable;
import io.podspan.embedded.process.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One machine through a life of accidents. */
class UpIT {
  private static final Duration START = Duration.ofSeconds(150);

  @TempDir Path folder;
  private final PortPlan ports = PortPlan.free();
  private int runs;

  @AfterEach
  void endWhatIsLeft() {
    running("").forEach(Signal.KILL::send);
  }

  @Test
  void survivesTheDeathOfAServiceAndOfItselfAndEndsOnRequest() throws Exception {
    try (PodspanProcess up = up()) {
      await().atMost(START).until(() -> up.says("all services are ready") || !up.alive());
      assertThat(up.says("all services are ready")).as(String.join("\n", up.lines())).isTrue();

      refusesASecondOneInTheSameFolder();
      servesOthersWhateverACrowdAsksFor();
      startsAgainWhatDied(up);
      writesNothingOutsideItsFolder();
      up.kill();
    }
    await().atMost(Duration.ofSeconds(60)).until(() -> running("").isEmpty());

    try (PodspanProcess again = up()) {
      await().atMost(START).until(() -> again.says("all services are ready") || !again.alive());
      assertThat(again.says("all services are ready"))
          .as(String.join("\n", again.lines()))
          .isTrue();
      again.terminate();

      assertThat(again.awaitEnd(60)).isEqualTo(143);
      assertThat(again.lines()).anyMatch(line -> line.contains("everything stopped in"));
    }
    assertThat(running("")).isEmpty();
    assertThat(tmp().entries()).isEmpty();
    assertThat(folder.resolve("data/tmp")).doesNotExist();
  }

  private void refusesASecondOneInTheSameFolder() throws Exception {
    try (PodspanProcess second = up()) {
      assertThat(second.awaitEnd(90)).isEqualTo(ExitCode.FAILED);
      assertThat(second.lines()).anyMatch(line -> line.contains("is in use by process"));
    }
  }

  /** Each service has a heap of 96 MB, and ends when it is out of memory. */
  private void servesOthersWhateverACrowdAsksFor() throws Exception {
    List<Long> services = running("");
    try (Crowd crowd = new Crowd(ports, folder.resolve("data/token"))) {
      crowd.sendsUnfinishedBodies(Service.PEERING, "/api/v1/interconnects");
      crowd.letsOthersBeServed(Service.PEERING, "/api/v1/clusters");
      crowd.asksForLargeEventsAndReadsNone();
      crowd.letsOthersBeServed(Service.CONSOLE, "/api/v1/events?limit=1000");
    }
    assertThat(running("")).isEqualTo(services);
  }

  private void startsAgainWhatDied(PodspanProcess up) {
    long pid = running("probe-service").getFirst();
    Signal.KILL.send(pid);

    await().atMost(Duration.ofSeconds(120)).until(() -> up.says("probe-service runs again"));
    assertThat(up.lines())
        .anyMatch(
            line -> line.contains("probe-service (pid " + pid + ") ended by itself with code 137"));
  }

  private void writesNothingOutsideItsFolder() throws IOException {
    assertThat(tmp().entries()).isEmpty();
    assertThat(folder.resolve("data/tmp")).isNotEmptyDirectory();
  }

  private PodspanProcess up() throws Exception {
    runs++;
    Path output = folder.resolve("output" + runs);
    String data = "--data=" + folder.resolve("data");
    return PrivateTmp.possible()
        ? PodspanProcess.startIn(tmp(), output, ports, "up", data)
        : PodspanProcess.start(output, ports, "up", data);
  }

  /** Stays empty where this machine allows no mounts. */
  private PrivateTmp tmp() throws IOException {
    return new PrivateTmp(Files.createDirectories(folder.resolve("tmp")));
  }

  /** Children of this test's machine whose command line contains the text. */
  private List<Long> running(String text) {
    String data = folder.resolve("data").toString();
    return ProcessTable.all().stream()
        .filter(pid -> ProcessTable.commandLine(pid).orElse("").contains(data))
        .filter(pid -> ProcessTable.commandLine(pid).orElse("").contains(text))
        .filter(pid -> !ProcessTable.commandLine(pid).orElse("").contains("cli-0.1.0.jar up"))
        .toList();
  }
}
