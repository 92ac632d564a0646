package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.embedded.process.ProcessTable;
import io.podspan.lab.kubernetes.RealClusters;
import io.podspan.lab.kubernetes.Rig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job on two real clusters with kube-router as shipped, as a user has it.
 *
 * <p>All of {@code --thorough} takes a quarter of an hour. So it runs when it is asked for, with
 * {@code PODSPAN_TEST_THOROUGH=true}.
 */
class DemoKubernetesIT {
  private static final Path CHECKOUT = Path.of("").toAbsolutePath().getParent();

  /** Beside a demo of somebody's own. */
  private static final Rig RIG = Rig.named(CHECKOUT, "demoit", "198.18.66");

  private static final List<String> USUAL =
      List.of(
          ".*before: 0 of 8 pod pairs.*",
          "ok    london-3 was taken in .*",
          "ok    london-3 was forgotten .*",
          "ok    the router of paris-1 restarted: 0 of .*",
          "ok    the reflector \\(kill -9\\) restarted: 0 of .*");

  private static final List<String> THOROUGH =
      List.of(
          "ok    the reflector was stopped for 60 s: 0 of .*",
          "ok    the peers of paris's flags were taken away: .*, healed after .*,"
              + " told after [0-4]\\.\\d s: .*netops.*",
          "ok    preflight said of tokyo: kube-router runs without .*",
          "ok    tokyo joined paris: 0 of .*",
          "ok    the router of tokyo-1, without graceful restart, restarted: \\d+ of .*",
          "ok    tokyo left paris: 0 of .*",
          "ok    tokyo was removed, and forgotten after .* s",
          "ok    the reflector took a second key beside .*: 0 of .*",
          "ok    the routers of 4 nodes got the next key: 0 of .*");

  @TempDir Path folder;

  @BeforeAll
  static void assumeItCanRun() {
    RealClusters.requireMachine(RIG);
  }

  @Test
  void joinsClustersTakesANodeInAndForgetsItAndLosesNoPingWhateverRestartsGracefully()
      throws Exception {
    List<String> lines = demo(900, "--kills=2");
    says(lines, USUAL);
    says(lines, List.of("ok    peering-service was killed 2 times in .*"));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "PODSPAN_TEST_THOROUGH", matches = "true")
  void losesNoPingWhenReflectorsHangFlagsGoClustersComeAndKeysChange() throws Exception {
    List<String> lines = demo(1_500, "--thorough", "--kills=6");
    says(lines, USUAL);
    says(lines, THOROUGH);
    says(lines, List.of("ok    peering-service was killed 6 times in .*"));
  }

  private List<String> demo(int longestSeconds, String... more) throws Exception {
    Path data = folder.resolve("demo");
    List<String> arguments =
        new ArrayList<>(
            List.of("demo", "--kubernetes", "--check", "--timeout=240", "--data=" + data));
    arguments.addAll(List.of(more));
    List<String> lines;
    try (PodspanProcess demo =
        PodspanProcess.startInRig(
            RIG, folder.resolve("output"), arguments.toArray(String[]::new))) {
      int code = demo.awaitEnd(longestSeconds);
      lines = demo.lines();
      assertThat(code).as(demo.account()).isZero();
    } finally {
      RIG.down();
    }
    assertThat(lines.getLast())
        .matches(
            "8 of 8 pod pairs reachable, \\d+\\.\\d s after the command, \\d+\\.\\d s after the declaration");
    assertThat(RIG.status().path("up").asBoolean()).isFalse();
    assertThat(ProcessTable.all())
        .noneMatch(pid -> ProcessTable.commandLine(pid).orElse("").contains(data.toString()));
    return lines;
  }

  private static void says(List<String> lines, List<String> patterns) {
    assertThat(patterns).allSatisfy(pattern -> assertThat(lines).anyMatch(l -> l.matches(pattern)));
  }
}
