package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code podspan} in a checkout where nothing is built. */
class ScriptTest {
  private static final Path SCRIPT = Path.of("..", "podspan");

  /** Stands for a JDK, Maven and the fingerprint; a build takes until the file "go" is there. */
  private static final String FAKE_BUILD =
      """
      source ./podspan
      require_jdk() { :; }
      require_maven() { :; }
      fingerprint() { echo same; }
      built() { [[ -r $STAMP ]]; }
      run_maven() {
        echo build >>builds
        until [[ -e go ]]; do sleep 0.02; done
      }
      require_built
      """;

  @TempDir Path folder;

  @BeforeEach
  void makeTheCheckout() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "the script needs bash");
    copyInto(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "podspan|",
        "podspan|--help",
        "podspan demo|demo --help",
        "podspan demo|help demo",
        "podspan clusters add|clusters add paris -h",
        "podspan build|build --help",
        "podspan reflector|reflector --help",
        "podspan lab down|lab down --help",
        "podspan lab kubernetes|lab kubernetes",
        "podspan lab kubernetes|lab kubernetes --help"
      })
  void helpComesFromTheHelpFileAndBuildsNothing(String example) throws Exception {
    String section = example.substring(0, example.indexOf('|'));
    String arguments = example.substring(example.indexOf('|') + 1);

    Run run = bash("./podspan " + arguments);

    assertThat(run.code()).isZero();
    assertThat(run.output()).isEqualTo(HelpFile.sections().get(section));
    assertThat(folder.resolve("target")).doesNotExist();
  }

  @Test
  void helpForACommandThatIsNotThereIsAnError() throws Exception {
    Run run = bash("./podspan nope --help");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.output()).contains("there is no command nope").contains("Usage: podspan");
  }

  @Test
  void theFingerprintDependsOnNamesAndContentsOnly(@TempDir Path other) throws Exception {
    copyInto(other);
    try (Stream<Path> files = Files.walk(other)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
      }
    }
    String fingerprint = fingerprint(folder);

    assertThat(fingerprint(other)).isEqualTo(fingerprint);

    Files.writeString(other.resolve("cli/src/main/A.java"), "class B {}");
    assertThat(fingerprint(other)).isNotEqualTo(fingerprint);

    Files.writeString(other.resolve("cli/src/main/A.java"), "class A {}");
    assertThat(fingerprint(other)).isEqualTo(fingerprint);

    Files.move(other.resolve("cli/src/main/A.java"), other.resolve("cli/src/main/C.java"));
    assertThat(fingerprint(other)).isNotEqualTo(fingerprint);
  }

  @Test
  void aSecondCommandWaitsForTheBuildOfTheFirstSaysSoAndFindsItBuilt() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "the lock needs flock");
    Process first = start(folder, FAKE_BUILD, "first");
    awaitText(folder.resolve("builds"), "build");
    Process second = start(folder, FAKE_BUILD, "second");
    awaitText(folder.resolve("second"), "waiting until it is done");
    assertThat(second.isAlive()).isTrue();

    Files.createFile(folder.resolve("go"));

    assertThat(first.waitFor()).isZero();
    assertThat(second.waitFor()).isZero();
    assertThat(Files.readString(folder.resolve("second"))).contains("it is built now");
    assertThat(Files.readAllLines(folder.resolve("builds"))).containsExactly("build");
  }

  private static void copyInto(Path checkout) throws IOException {
    Files.createDirectories(checkout.resolve("cli/src/main"));
    Files.createDirectories(checkout.resolve(".mvn"));
    Files.createDirectories(checkout.resolve("deploy/member-cluster"));
    Files.copy(SCRIPT, checkout.resolve("podspan"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.copy(HelpFile.PATH, checkout.resolve("cli/help.txt"));
    Files.writeString(checkout.resolve("cli/src/main/A.java"), "class A {}");
    Files.writeString(checkout.resolve("cli/pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
  }

  private String fingerprint(Path checkout) throws Exception {
    Run run = run(checkout, "source ./podspan; fingerprint");
    assertThat(run.code()).as(run.output()).isZero();
    return run.output();
  }

  /** What a run left: its exit code and both of its outputs. */
  private record Run(int code, String output) {}

  private Run bash(String commands) throws Exception {
    return run(folder, commands);
  }

  private static Run run(Path checkout, String commands) throws Exception {
    Process process = start(checkout, commands, "output");
    int code = process.waitFor();
    return new Run(code, Files.readString(checkout.resolve("output"), StandardCharsets.UTF_8));
  }

  private static Process start(Path checkout, String commands, String output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/bash", "-c", commands)
            .directory(checkout.toFile())
            .redirectErrorStream(true)
            .redirectOutput(checkout.resolve(output).toFile());
    builder.environment().put("LC_ALL", "C");
    return builder.start();
  }

  private static void awaitText(Path file, String text) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(file) && Files.readString(file).contains(text));
  }
}
