package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.embedded.process.ProcessTable;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job on two real clusters with kube-router as shipped, as a user has it. */
class DemoKubernetesIT {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Beside a demo of somebody's own. */
  private static final Rig RIG = Rig.named(CHECKOUT, "demoit", "198.18.66");

  @TempDir Path folder;

  @BeforeAll
  static void assumeItCanRun() {
    RealClusters.requireMachine(RIG);
  }

  @Test
  void joinsClustersTakesANodeInAndForgetsItAndLosesNoPingWhateverRestartsGracefully()
      throws Exception {
    Path data = folder.resolve("demo");
    try (PodspanProcess demo =
        PodspanProcess.startInRig(
            RIG,
            folder.resolve("output"),
            "demo",
            "--kubernetes",
            "--check",
            "--thorough",
            "--kills=6",
            "--timeout=240",
            "--data=" + data)) {
      int code = demo.awaitEnd(1_500);

      List<String> lines = demo.lines();
      assertThat(code).as(demo.account()).isZero();
      assertThat(lines.getLast())
          .matches(
              "8 of 8 pod pairs reachable, \\d+\\.\\d s after the command, \\d+\\.\\d s after the declaration");
      assertThat(lines)
          .anyMatch(line -> line.contains("before: 0 of 8 pod pairs"))
          .anyMatch(line -> line.matches("ok    london-3 was taken in .*"))
          .anyMatch(line -> line.matches("ok    london-3 was forgotten .*"))
          .anyMatch(line -> line.matches("ok    the router of paris-1 restarted: 0 of .*"))
          .anyMatch(line -> line.matches("ok    the reflector \\(kill -9\\) restarted: 0 of .*"))
          .anyMatch(line -> line.matches("ok    the reflector was stopped for 60 s: 0 of .*"))
          .anyMatch(
              line ->
                  line.matches(
                      "ok    the peers of paris's flags were taken away: .*, healed after .*,"
                          + " told after [0-4]\\.\\d s: .*netops.*"))
          .anyMatch(
              line -> line.matches("ok    preflight said of tokyo: kube-router runs without .*"))
          .anyMatch(line -> line.matches("ok    tokyo joined paris: 0 of .*"))
          .anyMatch(
              line ->
                  line.matches(
                      "ok    the router of tokyo-1, without graceful restart, restarted: \\d+ of .*"))
          .anyMatch(line -> line.matches("ok    tokyo left paris: 0 of .*"))
          .anyMatch(line -> line.matches("ok    tokyo was removed, and forgotten after .* s"))
          .anyMatch(line -> line.matches("ok    peering-service was killed 6 times in .*"))
          .anyMatch(
              line -> line.matches("ok    the reflector took a second key beside .*: 0 of .*"))
          .anyMatch(line -> line.matches("ok    the routers of 4 nodes got the next key: 0 of .*"));
    } finally {
      RIG.down();
    }
    assertThat(RIG.status().path("up").asBoolean()).isFalse();
    assertThat(ProcessTable.all())
        .noneMatch(pid -> ProcessTable.commandLine(pid).orElse("").contains(data.toString()));
  }
}
