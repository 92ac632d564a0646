package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.Test;

class SessionsCommandTest {
  private static final String OVERVIEW =
      """
      {"sessions": [
        {"reflector": "rr1", "address": "192.0.2.11", "cluster": "paris", "node": "n1", "state": "stalled",
         "probed": true, "since": "2026-01-01T10:11:12Z", "reason": "nothing has come from it for 6.2 s",
         "nodeState": "Established"},
        {"reflector": "rr1", "address": "192.0.2.12", "cluster": "paris", "node": "n2", "state": "established",
         "probed": false, "since": "2026-01-01T10:11:12Z", "reason": null, "nodeState": null},
        {"reflector": "rr1", "address": "192.0.2.21", "cluster": "tokyo", "node": "n1", "state": "established",
         "probed": true, "since": "2026-01-01T10:11:12Z", "reason": null, "nodeState": "Active"}]}
      """;

  private static CommandRun run(String... line) throws Exception {
    try (FakeService console = new FakeService().answers(200, "application/json", OVERVIEW)) {
      return CommandRun.with(Service.CONSOLE, console, line);
    }
  }

  @Test
  void bothEndsStandBesideEachOther() throws Exception {
    assertThat(run("sessions").out())
        .containsPattern(
            "paris/n1 +192.0.2.11 +rr1 +stalled +established +2026-01-01 10:11:12 UTC +no")
        .containsPattern("paris/n2 +192.0.2.12 +rr1 +established, not probed +not read")
        .containsPattern("tokyo/n1 +192.0.2.21 +rr1 +established +active");
  }

  @Test
  void downIsWhatOneEndDoesNotCallEstablished() throws Exception {
    assertThat(run("sessions", "--down").out())
        .contains("paris/n1", "tokyo/n1")
        .doesNotContain("paris/n2");
  }

  @Test
  void aClusterHasItsOwn() throws Exception {
    assertThat(run("sessions", "tokyo").out()).contains("tokyo/n1").doesNotContain("paris");
  }
}
