package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.api.FakeService.Request;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CompleteCommandTest {
  private FakeService peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakeService();
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  private CommandRun complete(String command, String... words) {
    return CommandRun.of(
        Stream.concat(
                Stream.of(
                    "complete-names", "--", command, "--url", "peering-service=" + peering.url()),
                Stream.of(words))
            .toArray(String[]::new));
  }

  @Test
  void namesAreAskedOfTheServiceOfTheLine() {
    peering.answers(200, "application/json", "{\"items\": [{\"name\": \"paris\"}], \"total\": 1}");

    assertThat(complete("get", "clusters", ""))
        .isEqualTo(new CommandRun(ExitCode.OK, "paris\n", ""));
    assertThat(complete("get", "cluster/").out()).isEqualTo("cluster/paris\n");
    assertThat(peering.requests())
        .extracting(Request::path)
        .containsOnly("/api/v1/clusters?limit=200");
  }

  /** A shell expands what it is given. */
  @Test
  void whatAShellCouldRunIsNoName() {
    peering.answers(
        200, "application/json", "{\"items\": [{\"name\": \"$(reboot)\"}, {\"name\": \"a b\"}]}");

    assertThat(complete("get", "clusters", "")).isEqualTo(new CommandRun(ExitCode.OK, "", ""));
  }

  @Test
  void whereNoNameBelongsNothingIsAsked() {
    assertThat(complete("clusters", "").code()).isEqualTo(ExitCode.FAILED);
    assertThat(peering.requests()).isEmpty();
  }

  @Test
  void aServiceThatIsAwayHasNoNames() {
    peering.close();

    CommandRun run = complete("get", "clusters", "");

    assertThat(run).returns(ExitCode.OK, CommandRun::code).returns("", CommandRun::out);
    assertThat(run.err()).contains("does not answer");
  }
}
