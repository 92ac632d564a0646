package io.podspan.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildTest {
  /** Prints ready, then blocks in the shell itself: no grandchild outlives it. */
  private static final String WAIT =
      "mkfifo pipe 2>/dev/null; exec 3<>pipe; echo ready; read line <&3";

  @TempDir Path folder;

  @Test
  void tellsItsExitCodeAndLogsItsOutput() {
    Child child = sh("echo out; echo err >&2; exit 7");

    assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(7);
    assertThat(log().tail(10)).containsExactlyInAnyOrder("out", "err");
  }

  @Test
  void keepsTheLogOfItsFormerLife() {
    assertThat(sh("echo first").onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(sh("echo second").onExit()).succeedsWithin(Duration.ofSeconds(30));

    assertThat(log().tail(10)).containsExactly("second");
    assertThat(folder.resolve("child.log.1")).hasContent("first\n");
  }

  @Test
  void stopsGracefullyBySignal() {
    Child child = sh("trap 'echo bye; exit 0' TERM; " + WAIT);
    await().atMost(Duration.ofSeconds(60)).until(() -> log().tail(1).contains("ready"));

    assertThat(child.stop(Duration.ofSeconds(5))).isTrue();
    assertThat(log().tail(1)).containsExactly("bye");
  }

  @Test
  void isKilledWhenItDoesNotStop() {
    Child child = sh("trap '' TERM; " + WAIT);
    await().atMost(Duration.ofSeconds(60)).until(() -> log().tail(1).contains("ready"));

    assertThat(child.stop(Duration.ofMillis(200))).isFalse();
    assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(137);
  }

  @Test
  void stopsBySignalAlone() {
    Child child = sh(WAIT);
    // Before that, a grandchild may make its file while the folder is taken away.
    await().atMost(Duration.ofSeconds(60)).until(() -> log().tail(1).contains("ready"));

    assertThat(child.stop(Duration.ofSeconds(5))).isTrue();
    assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(143);
  }

  @Test
  void leadsItsOwnSessionSoThatCtrlCDoesNotReachIt() throws Exception {
    Child child = sh(WAIT);

    await().atMost(Duration.ofSeconds(60)).until(() -> log().tail(1).contains("ready"));
    String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    child.kill();

    assertThat(fields[3]).as("session").isEqualTo(Long.toString(child.pid()));
  }

  @Test
  void saysWhenItCannotBeStarted() {
    Command nowhere =
        Command.of("nothing", List.of("true"), folder.resolve("absent"), folder.resolve("log"));

    assertThatThrownBy(() -> Child.spawn(nowhere))
        .isInstanceOf(StartFailedException.class)
        .hasMessageContaining("cannot start nothing");
  }

  @Test
  void diesWithAParentThatWasKilled() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String line =
        new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    ProcessHandle child = ProcessHandle.of(Long.parseLong(line)).orElseThrow();

    parent.destroyForcibly();

    assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30));
  }

  /** A JVM with one child, told by its pid. */
  static final class Parent {
    public static void main(String[] arguments) throws InterruptedException {
      Path folder = Path.of(arguments[0]);
      Child child =
          Child.spawn(
              Command.of("child", List.of("sh", "-c", WAIT), folder, folder.resolve("log")));
      System.out.println(child.pid());
      Thread.currentThread().join();
    }
  }

  private Child sh(String script) {
    return Child.spawn(
        new Command(
            "child",
            List.of("sh", "-c", script),
            Map.of(),
            folder,
            folder.resolve("child.log"),
            Signal.TERM));
  }

  private LogFile log() {
    return new LogFile(folder.resolve("child.log"));
  }
}
