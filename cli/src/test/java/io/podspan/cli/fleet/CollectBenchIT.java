package io.podspan.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.machine.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/collect}, so small that it shows only that it works. */
class CollectBenchIT {
  @TempDir Path folder;

  /** As the script passes it: a test runs in the folder of its module. */
  @BeforeAll
  static void nameTheCheckout() {
    System.setProperty(
        Installation.HOME_PROPERTY, Path.of("").toAbsolutePath().getParent().toString());
  }

  @AfterAll
  static void forgetTheCheckout() {
    System.clearProperty(Installation.HOME_PROPERTY);
  }

  @Test
  void tellsEveryChangeOfTwoSmallClusters() throws Exception {
    Plan plan = new Plan(2, 2, 2, 1, 0, 0, Duration.ofSeconds(90), folder, List.of());
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Figures figures = new Figures(new PrintStream(said, true, StandardCharsets.UTF_8));
    new CollectTrial(plan, 10, 4, Duration.ofSeconds(3), figures).run();
    assertThat(figures.wrong()).as(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
