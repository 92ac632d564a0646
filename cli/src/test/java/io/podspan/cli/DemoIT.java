package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.machine.PortPlan;
import io.podspan.embedded.process.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole main job, as a user has it. */
class DemoIT {
  private static final Path NAMESPACES = Path.of("/run/netns");

  @TempDir Path folder;

  @BeforeAll
  static void assumeItCanRun() {
    PodspanProcess.assumeLab();
  }

  @Test
  void joinsThreeClustersUntilEveryPodPingsEveryOtherAndLeavesNothingBehind() throws Exception {
    Path data = folder.resolve("demo");
    try (PodspanProcess demo =
        PodspanProcess.start(
            folder.resolve("output"),
            PortPlan.free(),
            "demo",
            "--check",
            "--timeout=240",
            "--name=demoit",
            "--subnet=198.18.33.0/24",
            "--data=" + data)) {
      int code = demo.awaitEnd(330);

      List<String> lines = demo.lines();
      assertThat(code).as(demo.account()).isZero();
      assertThat(lines.getLast())
          .matches(
              "96 of 96 pod pairs reachable, \\d+\\.\\d s after the command, \\d+\\.\\d s after the declaration");
      assertThat(lines)
          .anyMatch(line -> line.contains("before: 0 of 96 pod pairs"))
          .anyMatch(line -> line.contains("paris") && line.contains("join demo"))
          .anyMatch(line -> line.contains("restarts its router"))
          .anyMatch(line -> line.contains("tokyo/") && line.contains("established"))
          // It ends when the pods answer, whatever has been told by then of the last nodes.
          .anyMatch(line -> line.contains("node london-n1 (1 of 2) passed its gates"));
    }
    assertThat(namespaces()).noneMatch(name -> name.contains("demoit"));
    assertThat(ProcessTable.all())
        .noneMatch(pid -> ProcessTable.commandLine(pid).orElse("").contains(data.toString()));
  }

  private static List<String> namespaces() throws IOException {
    if (!Files.isDirectory(NAMESPACES)) {
      return List.of();
    }
    try (Stream<Path> names = Files.list(NAMESPACES)) {
      return names.map(Path::toString).toList();
    }
  }
}
