package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code bench/chaos}: one seed, and faults that are over soon. */
class ChaosIT {
  private static final int LONGEST_SECONDS = 420;

  @TempDir Path folder;

  @BeforeAll
  static void assumeItCanRun() {
    PodspanProcess.assumeLab();
    boolean possible = Files.isExecutable(Path.of("/usr/sbin/iptables"));
    if (!possible && "true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
      fail("PODSPAN_REQUIRE_LAB is set, but there is no iptables");
    }
    assumeTrue(possible, "there is no iptables");
  }

  @Test
  void everythingIsTrueAfterATimeInWhichEverythingBroke() throws Exception {
    Path output = folder.resolve("output");
    Process chaos = start(output);
    try {
      assertThat(chaos.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      // With it ends the first process of its namespace, and so everything in it.
      chaos.destroyForcibly();
    }
    assertThat(chaos.exitValue()).as(Files.readString(output)).isZero();
    assertThat(output).content().contains("no violation");
  }

  private static Process start(Path output) throws IOException {
    return new ProcessBuilder(
            Path.of("..", "bench", "chaos").toString(),
            "--built",
            "--seed=4",
            "--minutes=0.75",
            "--settle=180",
            "--faults=kill,stop,pause,cut,readonly,clock,router")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
