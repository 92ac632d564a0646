package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which token goes where. */
class TokenTest {
  @TempDir Path data;
  private FakeService own;
  private FakeService other;

  @BeforeEach
  void start() throws IOException {
    own = new FakeService().answers(200, "application/json", "[]");
    other = new FakeService().answers(200, "application/json", "[]");
    Files.writeString(data.resolve("services.properties"), "peering-service=" + own.url() + "\n");
    Files.writeString(data.resolve("token"), "the-token-of-the-folder\n");
  }

  @AfterEach
  void stop() {
    own.close();
    other.close();
  }

  private CommandRun clusters(String... options) {
    String[] line = new String[options.length + 2];
    line[0] = "clusters";
    line[1] = "--data=" + data;
    System.arraycopy(options, 0, line, 2, options.length);
    return CommandRun.of(line);
  }

  @Test
  void theTokenOfAFolderGoesToTheServicesOfThatFolder() {
    assertThat(clusters().code()).isEqualTo(ExitCode.OK);
    assertThat(own.authorizations()).containsExactly("Bearer the-token-of-the-folder");
  }

  @Test
  void andToNoOtherAddress() {
    assertThat(clusters("--url=peering-service=" + other.url()).code()).isEqualTo(ExitCode.OK);
    assertThat(other.authorizations()).containsExactly("");
  }

  @Test
  void aNamedTokenGoesWhereTheCommandGoes() throws IOException {
    Path named = Files.writeString(data.resolve("named"), "another-token");
    CommandRun run = clusters("--url=peering-service=" + other.url(), "--token-file=" + named);
    assertThat(run.code()).isEqualTo(ExitCode.OK);
    assertThat(other.authorizations()).containsExactly("Bearer another-token");
  }

  @Test
  void aNamedFileThatCannotBeUsedIsToldWithoutWhatIsInIt() throws IOException {
    CommandRun missing = clusters("--token-file=" + data.resolve("nothing"));
    assertThat(missing.code()).isEqualTo(ExitCode.FAILED);
    assertThat(missing.err()).contains("nothing", "not there", "--token-file");

    Path two = Files.writeString(data.resolve("two"), "secret-one\nsecret-two\n");
    CommandRun broken = clusters("--token-file=" + two);
    assertThat(broken.err()).contains("one token on one line").doesNotContain("secret-");
    assertThat(own.requests()).isEmpty();
  }
}
