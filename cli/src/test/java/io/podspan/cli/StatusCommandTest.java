package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
  private static final String OVERVIEW =
      """
      {"sequence": 9, "clusters": [{"name": "paris"}, {"name": "london"}],
       "interconnects": [{"name": "europe", "conditions": [{"type": "Peered", "status": "False",
         "reason": "SessionDown", "message": "1 of 4 sessions is down.", "since": "2026-01-01T10:11:12Z"}]}],
       "sessions": [{"reflector": "reflector", "address": "192.0.2.11", "cluster": "paris", "node": "n1",
         "state": "lost", "reason": "hold timer expired"},
        {"reflector": "reflector", "address": "192.0.2.12", "cluster": "paris", "node": "n2",
         "state": "stalled", "probed": true, "reason": "the node has ceased to answer"},
        {"reflector": "reflector", "address": "192.0.2.13", "cluster": "paris", "node": "n3",
         "state": "established", "probed": false, "reason": null}],
       "matrix": [{"from": "paris", "to": "london", "reachable": 4, "pairs": 16, "rttAverageMicros": 120}]}
      """;

  @Test
  void showsConditionsSessionsAndWhoReachesWhomAsTheConsoleHasThem() throws Exception {
    CommandRun status = status(200, "application/json", OVERVIEW);

    assertThat(status.code()).isEqualTo(ExitCode.OK);
    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .containsPattern("console +yes")
        .containsPattern("probe-service +NO +http://127.0.0.1:1 +does not answer")
        .containsPattern(
            "europe +Peered +False +SessionDown +2026-01-01 10:11:12 UTC +1 of 4 sessions is down.")
        .containsPattern("reflector - 192.0.2.11 +paris/n1 +lost +hold timer expired")
        .containsPattern("reflector - 192.0.2.12 +paris/n2 +stalled +the node has ceased to answer")
        .containsPattern("reflector - 192.0.2.13 +paris/n3 +established, not probed")
        .contains("4/16  0.12 ms");
  }

  @Test
  void anErrorOfTheConsoleIsToldAndIsExitCodeOne() throws Exception {
    CommandRun status = status(500, "application/json", "{\"details\": \"Error id 4711\"}");

    assertThat(status.code()).isEqualTo(ExitCode.FAILED);
    assertThat(status.out()).containsPattern("console +");
    assertThat(status.err())
        .contains("/api/v1/overview was answered with status 500")
        .contains("Error id 4711")
        .containsOnlyOnce("what to do: Read the log");
  }

  @Test
  void anErrorWithoutABodyIsToldToo() throws Exception {
    CommandRun status = status(503, "text/plain", "");

    assertThat(status.code()).isEqualTo(ExitCode.FAILED);
    assertThat(status.err()).contains("status 503: the answer is empty");
  }

  @Test
  void aRedirectIsNotTakenForAnAnswer() throws Exception {
    CommandRun status = status(302, "text/html", "moved");

    assertThat(status.code()).isEqualTo(ExitCode.FAILED);
    assertThat(status.err()).contains("status 302: moved");
  }

  @Test
  void aPageOfSomethingElseIsNotTakenForAnOverview() throws Exception {
    CommandRun status = status(200, "text/html", "<html>welcome</html>");

    assertThat(status.code()).isEqualTo(ExitCode.FAILED);
    assertThat(status.err()).contains("but not with JSON").contains("--url");
  }

  @Test
  void aConsoleThatIsAwayIsExitCodeThreeAndTheOthersAreShown() throws Exception {
    try (FakeService peering = new FakeService().answers(200, "application/json", "{}")) {
      CommandRun status = CommandRun.with(Service.PEERING, peering, "status");

      assertThat(status.code()).isEqualTo(ExitCode.UNREACHABLE);
      assertThat(status.out()).containsPattern("peering-service +yes");
      assertThat(status.err()).contains("http://127.0.0.1:1 does not answer");
    }
  }

  private static CommandRun status(int status, String type, String body) throws Exception {
    try (FakeService console =
        new FakeService()
            .answersTo("/api/v1/overview", status, type, body)
            .answers(200, "application/json", "{}")) {
      return CommandRun.with(Service.CONSOLE, console, "status");
    }
  }
}
