package io.podspan.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.podspan.lab.api.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LabCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void statusOfALabThatIsNotThereSaysSo() {
    int exitCode = run("status", "--name", "nolab", "--lab-folder", "target/nolab", "-o", "json");

    assertThat(exitCode).isZero();
    assertThat(Json.parse(out.toString()).path("running").asBoolean(true)).isFalse();
    assertThat(Json.parse(out.toString()).path("namespaces").asInt(-1)).isZero();
  }

  @Test
  void statusIsPrintedAsYamlToo() {
    int exitCode = run("status", "--name", "nolab", "--lab-folder", "target/nolab", "-o", "yaml");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).startsWith("name: nolab\nrunning: false\n");
  }

  @Test
  void theEndOfALabThatIsNotThereFails() {
    assumeTrue(Prerequisites.check().met(), "only root on Linux ends labs");

    int exitCode = run("down", "--name", "nolab");

    assertThat(exitCode).isEqualTo(CommandLine.ExitCode.SOFTWARE);
    assertThat(err.toString()).contains("There is no lab nolab").contains("what to do:");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void aBadNameIsRefusedWithTheRule() {
    int exitCode = run("status", "--name", "No_Good");

    assertThat(exitCode).isNotZero();
    assertThat(err.toString()).contains("1 to 8 characters");
  }

  @Test
  void aBadSubnetIsRefusedWithTheReason() {
    int exitCode = run("up", "--subnet", "198.18.0.0", "--lab-folder", "target/nolab");

    assertThat(exitCode).isNotZero();
    assertThat(err.toString()).contains("198.18.0.0 is an address without a prefix length");
  }

  @Test
  void withoutSubcommandItTellsWhatThereIs() {
    run();

    assertThat(out.toString()).contains("up", "down", "status");
  }

  private int run(String... arguments) {
    return new CommandLine(new LabCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
