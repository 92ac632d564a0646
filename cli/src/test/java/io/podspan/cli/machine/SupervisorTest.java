package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.StartFailedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final String WAIT =
      "mkfifo pipe 2>/dev/null; exec 3<>pipe; echo ready; read line <&3";

  @TempDir Path folder;
  private final Queue<String> said = new ConcurrentLinkedQueue<>();
  private final Queue<Child> launched = new ConcurrentLinkedQueue<>();
  private final Supervisor supervisor =
      new Supervisor(
          said::add,
          new Backoff(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMinutes(1)));

  @AfterEach
  void stop() {
    supervisor.stop(List.of("service", "other"), Duration.ofMillis(200));
    launched.forEach(Child::kill);
  }

  @Test
  void saysThatAChildDiedWithTheEndOfItsLogAndStartsItAgain() {
    Child first = child("service", "echo the disk is full; exit 3");
    supervisor.keep(first, () -> child("service", WAIT));

    await().atMost(Duration.ofSeconds(60)).until(() -> launched.size() == 2 && said.size() == 2);

    assertThat(said.poll())
        .contains("service (pid " + first.pid() + ") ended by itself with code 3")
        .contains("the disk is full");
    assertThat(said.poll()).contains("service runs again");
  }

  @Test
  void whatIsKilledIsStartedAgainAndTheOthersGoOn() {
    Child service = child("service", WAIT);
    Child other = child("other", WAIT);
    supervisor.keep(service, () -> child("service", WAIT));
    supervisor.keep(other, () -> child("other", WAIT));

    supervisor.kill("service");

    await().atMost(Duration.ofSeconds(60)).until(() -> launched.size() == 3);
    assertThat(service.alive()).isFalse();
    assertThat(List.copyOf(launched).getLast().command().name()).isEqualTo("service");
    assertThat(other.alive()).isTrue();
  }

  @Test
  void goesOnWhenAStartFails() {
    AtomicInteger attempts = new AtomicInteger();
    supervisor.keep(
        child("service", "exit 1"),
        () -> {
          if (attempts.incrementAndGet() < 3) {
            throw new StartFailedException("not yet");
          }
          return child("service", WAIT);
        });

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> said.stream().anyMatch(line -> line.contains("runs again")));

    assertThat(said).filteredOn(line -> line.contains("did not start again: not yet")).hasSize(2);
  }

  @Test
  void doesNotStartAgainWhatWasStopped() {
    Child only = child("service", WAIT);
    supervisor.keep(only, () -> child("service", WAIT));

    assertThat(supervisor.stop(List.of("service"), GRACE)).isEmpty();

    assertThat(only.alive()).isFalse();
    await().during(Duration.ofMillis(200)).until(() -> launched.size() == 1 && said.isEmpty());
    assertThat(supervisor.isEmpty()).isTrue();
  }

  @Test
  void stopsOnlyThoseThatAreNamed() {
    Child service = child("service", WAIT);
    Child other = child("other", WAIT);
    supervisor.keep(service, () -> child("service", WAIT));
    supervisor.keep(other, () -> child("other", WAIT));

    supervisor.stop(List.of("service"), GRACE);

    assertThat(service.alive()).isFalse();
    assertThat(other.alive()).isTrue();
  }

  @Test
  void killsAndNamesWhatDoesNotStopInTime() {
    Child stubborn = child("service", "trap '' TERM; " + WAIT);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> folder.resolve("service.log").toFile().length() > 0);
    supervisor.keep(stubborn, () -> child("service", WAIT));

    assertThat(supervisor.stop(List.of("service"), Duration.ofMillis(300)))
        .containsExactly("service");

    assertThat(stubborn.alive()).isFalse();
  }

  private Child child(String name, String script) {
    Child child =
        Child.spawn(
            Command.of(name, List.of("sh", "-c", script), folder, folder.resolve(name + ".log")));
    launched.add(child);
    return child;
  }
}
