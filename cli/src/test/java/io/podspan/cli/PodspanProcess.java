package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podspan.cli.machine.PortPlan;
import io.podspan.lab.Prerequisites;
import io.podspan.lab.kubernetes.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The packaged command as a process of its own, on ports of its own. */
final class PodspanProcess implements AutoCloseable {
  /** A warning of the command, an indented line that follows one, or why it ended. */
  private static final Pattern TROUBLE = Pattern.compile("^podspan: |^ *[0-9.]+ s ! |^ {10}\\S");

  private final Process process;
  private final Path output;

  private PodspanProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static PodspanProcess start(Path output, PortPlan ports, String... arguments) throws IOException {
    List<String> line = line(arguments);
    ports.ports().forEach((name, port) -> line.addAll(List.of("--port", name + "=" + port)));
    return start(new ProcessBuilder(line), output);
  }

  /** With a {@code /tmp} of its own. */
  static PodspanProcess startIn(PrivateTmp tmp, Path output, PortPlan ports, String... arguments)
      throws IOException {
    List<String> line = line(arguments);
    ports.ports().forEach((name, port) -> line.addAll(List.of("--port", name + "=" + port)));
    return start(new ProcessBuilder(tmp.line(line)), output);
  }

  /** In the network of a new rig, where all ports are free. */
  static PodspanProcess startInRig(Rig rig, Path output, String... arguments) throws IOException {
    return start(rig.fresh(line(arguments)), output);
  }

  /** The command line of the packaged command. */
  static List<String> line(String... arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1"));
    line.addAll(
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
    line.add("-Dpodspan.home=" + Path.of("").toAbsolutePath().getParent());
    line.addAll(List.of("-jar", Path.of("target/cli-0.1.0.jar").toAbsolutePath().toString()));
    line.addAll(List.of(arguments));
    return line;
  }

  private static PodspanProcess start(ProcessBuilder builder, Path output) throws IOException {
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new PodspanProcess(process, output);
  }

  static void assumeLab() {
    Prerequisites prerequisites = Prerequisites.check();
    if (prerequisites.met()) {
      return;
    }
    if ("true".equals(System.getenv("PODSPAN_REQUIRE_LAB"))) {
      fail("PODSPAN_REQUIRE_LAB is set, but " + prerequisites.problem());
    }
    System.err.println("SKIPPED LAB TEST: " + prerequisites.problem());
    assumeTrue(false, prerequisites.problem());
  }

  List<String> lines() {
    try {
      return Files.exists(output) ? Files.readAllLines(output) : List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * All lines, after one line with those that say what went wrong: a report of a failed test may
   * show the first line only.
   */
  String account() {
    List<String> lines = lines();
    String troubles =
        lines.stream()
            .filter(line -> line.startsWith("WRONG ") || TROUBLE.matcher(line).find())
            .map(String::strip)
            .collect(Collectors.joining(" | "));
    return troubles + "\n" + String.join("\n", lines);
  }

  boolean says(String text) {
    return lines().stream().anyMatch(line -> line.contains(text));
  }

  boolean alive() {
    return process.isAlive();
  }

  /** The exit code; the process is killed when it does not end in time. */
  int awaitEnd(int seconds) throws InterruptedException {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("did not end within " + seconds + " s:\n" + String.join("\n", lines()));
    }
    return process.exitValue();
  }

  void terminate() {
    process.destroy();
  }

  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    // Also of a service: what it printed last is told when it ended by itself.
    assertThat(lines()).noneMatch(line -> line.contains("OutOfMemoryError"));
  }
}
