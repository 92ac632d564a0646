package io.podspan.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.machine.Installation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bench/probe}, so small that it shows only that it works. */
class ProbeBenchIT {
  @TempDir Path folder;

  /** As the script passes it: a test runs in the folder of its module. */
  @BeforeAll
  static void nameTheCheckout() {
    System.setProperty(
        Installation.HOME_PROPERTY, Path.of("").toAbsolutePath().getParent().toString());
  }

  @Test
  void measuresEveryPairOfTwoSmallClusters() throws Exception {
    Plan plan =
        new Plan(
            2,
            2,
            2,
            1,
            0,
            0,
            Duration.ofSeconds(90),
            folder,
            List.of("-Dpodspan.probe.interval=1s"));
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    Figures figures = new Figures(new PrintStream(said, true, StandardCharsets.UTF_8));
    new ProbeTrial(plan, Duration.ofSeconds(5), 1, figures).run();
    assertThat(figures.wrong()).as(said.toString(StandardCharsets.UTF_8)).isEmpty();
    assertThat(figures.missed()).doesNotContain("pairs measured");
  }
}
