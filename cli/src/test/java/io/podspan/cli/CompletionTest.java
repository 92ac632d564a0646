package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, in the shells that they are for. */
class CompletionTest {
  @TempDir Path folder;

  private Path script(String shell) throws IOException {
    CommandRun run = CommandRun.of("completion", shell);
    assertThat(run.err()).isEmpty();
    return Files.writeString(folder.resolve("podspan." + shell), run.out());
  }

  /** What the script of bash offers for the last of the words. */
  private List<String> offeredByBash(String... words) throws Exception {
    String line = String.join(" ", Arrays.stream(words).map(word -> "'" + word + "'").toList());
    return lines(
        "bash",
        "--norc",
        "-c",
        "compopt() { :; }; source '%s'; PATH='%s':$PATH; COMP_WORDS=(podspan %s); COMP_CWORD=%d; %s; printf '%%s\\n' \"${COMPREPLY[@]}\""
            .formatted(script("bash"), names(), line, words.length, "_names_podspan podspan"));
  }

  /** A folder with a podspan that knows paris and london, where {@code get cluster} asks. */
  private Path names() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path podspan = bin.resolve("podspan");
    Files.writeString(
        podspan,
        """
        #!/bin/sh
        case "$*" in
          'complete-names -- get cluster '*) printf 'paris\\nlondon\\n' ;;
          *) exit 1 ;;
        esac
        """);
    assertThat(podspan.toFile().setExecutable(true)).isTrue();
    return bin;
  }

  private static List<String> lines(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().map(String::strip).toList();
  }

  private static boolean installed(String shell) {
    return Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/")
        .anyMatch(path -> Files.isExecutable(Path.of(path + shell)));
  }

  @Test
  void bashCompletesCommandsOptionsAndValues() throws Exception {
    assertThat(offeredByBash("cl")).containsExactly("clusters");
    assertThat(offeredByBash("re")).contains("reflector");
    assertThat(offeredByBash("clusters", "re"))
        .containsExactlyInAnyOrder("refresh", "remove", "revoke");
    assertThat(offeredByBash("rollouts", "watch", "--ur")).containsExactly("--url");
    assertThat(offeredByBash("get", "-o", "w")).containsExactly("wide");
    assertThat(offeredByBash("completion", "")).contains("bash", "fish", "zsh");
    assertThat(offeredByBash("get", "cl")).containsExactly("clusters");
    assertThat(offeredByBash("get", "cluster", "")).containsExactly("paris", "london");
    assertThat(offeredByBash("get", "cluster", "lo")).containsExactly("london");
  }

  @Test
  void bashHasAScriptThatItLoadsForTheCommand() throws Exception {
    assertThat(
            lines("bash", "--norc", "-c", "source '" + script("bash") + "'; complete -p podspan"))
        .singleElement()
        .asString()
        .contains("_names_podspan")
        .endsWith("podspan");
  }

  @Test
  void zshLoadsItsScript() throws Exception {
    assumeTrue(installed("zsh"), "zsh is not installed");
    assertThat(
            lines(
                "zsh",
                "-f",
                "-c",
                ("autoload -U +X compinit && compinit -u -D; source '%s';"
                        + " print -r -- ${_comps[podspan]}")
                    .formatted(script("zsh"))))
        .last()
        .asString()
        .contains("_names_podspan");
  }

  @Test
  void fishCompletesCommandsOptionsAndValues() throws Exception {
    assumeTrue(installed("fish"), "fish is not installed");
    assertThat(offeredByFish("podspan cl")).containsExactly("clusters");
    assertThat(offeredByFish("podspan re")).contains("reflector");
    assertThat(offeredByFish("podspan clusters re"))
        .containsExactlyInAnyOrder("refresh", "remove", "revoke");
    assertThat(offeredByFish("podspan clusters show --da")).containsExactly("--data");
    assertThat(offeredByFish("podspan get -o w")).containsExactly("wide");
    assertThat(offeredByFish("podspan completion ")).contains("bash", "fish", "zsh");
    assertThat(offeredByFish("podspan get cl")).containsExactly("clusters");
    assertThat(offeredByFish("podspan get cluster lo")).containsExactly("london");
  }

  private List<String> offeredByFish(String line) throws Exception {
    String script = script("fish").toString();
    return lines(
            "fish",
            "--no-config",
            "-c",
            "source '%s'; set PATH '%s' $PATH; complete -C '%s'".formatted(script, names(), line))
        .stream()
        .map(offer -> offer.split("\t", -1)[0])
        .toList();
  }

  @Test
  void everyShellThatIsNamedHasAScript() {
    for (String shell : List.of("bash", "zsh", "fish")) {
      CommandRun run = CommandRun.of("completion", shell);
      if (run.code() != ExitCode.OK || run.out().isBlank()) {
        fail("no script for " + shell + ": " + run.err());
      }
    }
  }
}
