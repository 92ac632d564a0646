package io.podspan.lab.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CommandTest {
  @Test
  void passesInputAndKeepsBothOutputsApart() {
    Command.Result result = Command.of("sh", "-c", "cat; echo problem >&2; exit 3").run("text");

    assertThat(result).isEqualTo(new Command.Result(3, "text", "problem\n"));
  }

  @Test
  void aFailureCarriesTheProgramsOwnWords() {
    assertThatThrownBy(() -> Command.of("sh", "-c", "echo because >&2; exit 1").require(""))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("because");
  }

  @Test
  void programsDoNotSeeTheCallersEnvironment() {
    assertThat(Command.of("env").run().output()).doesNotContain("JAVA_HOME").contains("PATH=");
  }
}
