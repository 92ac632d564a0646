package io.podspan.cli.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.podspan.embedded.process.Child;
import io.podspan.embedded.process.Command;
import io.podspan.embedded.process.ProcessTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path folder;

  @Test
  void endsTheProcessesOfItsFolderAndNoOthers() {
    Child ours = process(Leftovers.marker(folder));
    Child others = process(Leftovers.marker(folder.resolve("other")));

    await().atMost(Duration.ofSeconds(60)).until(() -> runsShell(ours) && runsShell(others));

    int ended = new Leftovers(folder).stop();

    assertThat(ended).isEqualTo(1);
    assertThat(ours.onExit()).succeedsWithin(Duration.ofSeconds(30));
    assertThat(others.alive()).isTrue();
    others.kill();
  }

  @Test
  void findsNothingWhenNothingWasLeft() {
    assertThat(new Leftovers(folder).stop()).isZero();
  }

  /** Before, it still is the program that starts it, which has the marker already. */
  private static boolean runsShell(Child child) {
    return ProcessTable.arguments(child.pid()).getFirst().equals("sh");
  }

  private Child process(String marker) {
    List<String> line =
        List.of("sh", "-c", "mkfifo pipe 2>/dev/null; exec 3<>pipe; read line <&3", marker);
    return Child.spawn(Command.of("leftover", line, folder, folder.resolve("log")));
  }
}
