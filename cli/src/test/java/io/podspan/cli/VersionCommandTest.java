package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionCommandTest {
  private static final String SAID = "{\"service\": \"peering-service\", \"version\": \"0.2.0\"}";

  @Test
  void aServiceThatDoesNotAnswerHasAVersionThatIsNotKnown() throws Exception {
    try (FakeService peering = new FakeService().answers(200, "application/json", SAID)) {
      CommandRun run = CommandRun.with(Service.PEERING, peering, "version");

      assertThat(run.code()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(run.out())
          .contains("podspan          0.1.0\n")
          .contains("peering-service  0.2.0\n")
          .contains("console          not known  http://127.0.0.1:1 does not answer");
    }
  }

  @Test
  void theCommandLineAloneAsksNobody() {
    CommandRun run = CommandRun.of("version", "--client", "-o", "json");

    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(run.out()).contains("\"version\" : \"0.1.0\"").doesNotContain("services");
  }

  @Test
  void theVersionIsThatOfTheBuild() throws Exception {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<version>" + VersionCommand.VERSION + "</version>");
  }
}
