package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code bench/fleet}: a handful of nodes, and API servers that start again in
 * the middle. Its aims are for a machine with nothing else to do, so they may be missed here;
 * nothing may be wrong.
 */
class FleetIT {
  private static final int LONGEST_SECONDS = 420;
  private static final int REACHED = 0;
  private static final int MISSED = 1;

  @TempDir Path folder;

  @Test
  void everyNodeJoinsOnceAlthoughTheApiServersStartAgain() throws Exception {
    Path output = folder.resolve("output");
    Process fleet = start(output);
    try {
      assertThat(fleet.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      fleet.destroy();
    }
    String said = Files.readString(output);
    assertThat(fleet.exitValue()).as(said).isIn(REACHED, MISSED);
    assertThat(said).contains("API servers start again", "joined, seconds of it").contains("12, ");
  }

  private static Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of("..", "bench", "fleet").toString(),
            "--built",
            "--clusters=3",
            "--nodes=4",
            "--together=3",
            "--restarts=1",
            "--reads=5",
            "--limit=240")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
