package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.Api;
import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
  private static final String OVERVIEW =
      """
      {"sequence": 9, "clusters": [{"name": "paris"}, {"name": "london", "nodes": [
         {"name": "l1", "expectedRoutes": 4, "missingRoutes": 0, "unknownRoutes": 0, "unread": null},
         {"name": "l2", "expectedRoutes": 4, "missingRoutes": 0, "unknownRoutes": 0, "unread": "no exec"}]}],
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

  private static final String WELL = problems("WELL", "");
  private static final String ROUTER =
      """
      {"kind": "router", "subject": "paris/paris-1", "state": "BROKEN", "since": "2026-01-01T10:11:12Z",
       "sentence": "the router of paris/paris-1 is down", "consequences": "with it: 4 routes missing",
       "toDo": "Look at its pod."}
      """;
  private static final String API =
      """
      {"kind": "api-server", "subject": "paris", "state": "UNKNOWN", "since": "2026-01-01T10:11:12Z",
       "sentence": "the API server of paris does not answer", "consequences": null, "toDo": null}
      """;

  private static String problems(String verdict, String problems) {
    return """
        {"verdict": "%s", "sequence": 9, "journal": {"state": "CURRENT", "behind": 0},
         "problems": [%s], "settling": [], "underWay": ["demo on tokyo: a rollout is under way"]}
        """
        .formatted(verdict, problems);
  }

  @Test
  void aCauseIsALineWithWhatToDoAndExitCodeOne() throws Exception {
    CommandRun status = run(problems("NOT_WELL", ROUTER + "," + API), "status");

    assertThat(status.code()).isEqualTo(ExitCode.FAILED);
    assertThat(status.err()).isEmpty();
    assertThat(status.out())
        .startsWith(
            """
            Not well: 1 problem; 1 thing could not be found out.
              ! the router of paris/paris-1 is down
                with it: 4 routes missing
                since 2026-01-01 10:11:12 UTC
                to do: Look at its pod.
              ? the API server of paris does not answer
                since 2026-01-01 10:11:12 UTC
              ~ under way: demo on tokyo: a rollout is under way
            """)
        .containsPattern("europe +not yet +- +Peered=False")
        .containsPattern("paris +0 +- +1 of 3")
        .containsPattern("london +2 +1 of 2")
        .doesNotContain("SERVICE");
  }

  @Test
  void wellIsExitCodeZero() throws Exception {
    CommandRun status = run(WELL, "status");

    assertThat(status.code()).isEqualTo(ExitCode.OK);
    assertThat(status.out()).startsWith("Well: nothing is wrong. Changes are under way.\n");
    assertThat(run(WELL.replaceAll("\"demo on .*under way\"", ""), "status").out())
        .startsWith("Well: everything is as it was asked for.\n");
  }

  @Test
  void whatCouldNotBeFoundOutIsExitCodeFour() throws Exception {
    CommandRun status = run(problems("UNKNOWN", API), "status");

    assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(status.out())
        .startsWith("Not known whether it is well: 1 thing could not be found out.\n  ? the API");
  }

  @Test
  void aConsoleThatDoesNotLookAnyMoreDoesNotKnow() throws Exception {
    CommandRun status = run(lookedAt("2026-01-01T10:11:12Z"), "status");

    assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(status.out())
        .contains("1 thing could not be found out")
        .contains("? the console has not looked for problems since 2026-01-01 10:11:12 UTC");
    assertThat(run(lookedAt("1970-01-01T00:00:00Z"), "status").out())
        .contains("? the console has not looked for problems yet");
  }

  private static String lookedAt(String at) {
    return problems("UNKNOWN", "").replaceFirst("\\{", "{\"at\": \"" + at + "\", ");
  }

  @Test
  void aServiceThatIsNotReadyIsNotWell() throws Exception {
    try (FakeService console = console(WELL)) {
      CommandRun status = CommandRun.with(Service.CONSOLE, console, "status");

      assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
      assertThat(status.out())
          .startsWith("Not known whether it is well: 4 things could not be found out.\n")
          .contains("? probe-service does not answer on http://127.0.0.1:1");
    }
  }

  @Test
  void allShowsConditionsSessionsAndWhoReachesWhomAsTheConsoleHasThem() throws Exception {
    CommandRun status = run(WELL, "status", "--all");

    assertThat(status.out())
        .containsPattern("console +yes")
        .containsPattern(
            "europe +Peered +False +SessionDown +2026-01-01 10:11:12 UTC +1 of 4 sessions is down.")
        .containsPattern("reflector - 192.0.2.11 +paris/n1 +lost +hold timer expired")
        .containsPattern("reflector - 192.0.2.12 +paris/n2 +stalled +the node has ceased to answer")
        .containsPattern("reflector - 192.0.2.13 +paris/n3 +established, not probed")
        .contains("4/16  0.12 ms");
  }

  @Test
  void jsonHasTheProblemsTheOverviewAndTheServices() throws Exception {
    CommandRun status = run(WELL, "status", "-o", "json");

    assertThat(Api.JSON.readTree(status.out()).fieldNames())
        .toIterable()
        .containsExactly("services", "problems", "overview");
  }

  @Test
  void anErrorOfTheConsoleIsToldAndSaysNothingOfTheClusters() throws Exception {
    CommandRun status = answered(500, "application/json", "{\"details\": \"Error id 4711\"}");

    assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(status.out()).startsWith("Not known whether it is well");
    assertThat(status.err())
        .contains("/api/v1/problems was answered with status 500")
        .contains("Error id 4711")
        .containsOnlyOnce("what to do: Read the log");
  }

  @Test
  void anErrorWithoutABodyIsToldToo() throws Exception {
    CommandRun status = answered(503, "text/plain", "");

    assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(status.err()).contains("status 503: the answer is empty");
  }

  @Test
  void aPageOfSomethingElseIsNotTakenForAnAnswer() throws Exception {
    CommandRun status = answered(200, "text/html", "<html>welcome</html>");

    assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(status.err()).contains("but not with JSON").contains("--url");
  }

  @Test
  void anAnswerWithoutAVerdictIsNotTakenForWell() throws Exception {
    assertThat(run("{}", "status").code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
  }

  @Test
  void aConsoleThatIsAwayIsExitCodeFourAndTheOthersAreShown() throws Exception {
    try (FakeService peering = new FakeService().answers(200, "application/json", "{}")) {
      CommandRun status = CommandRun.with(Service.PEERING, peering, "status", "--all");

      assertThat(status.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
      assertThat(status.out()).containsPattern("peering-service +yes");
      assertThat(status.err()).contains("http://127.0.0.1:1 does not answer");
    }
  }

  private static CommandRun answered(int status, String type, String body) throws Exception {
    try (FakeService console =
        new FakeService()
            .answersTo("/api/v1/problems", status, type, body)
            .answers(200, "application/json", "{}")) {
      return withAll(console, "status");
    }
  }

  private static CommandRun run(String problems, String... line) throws Exception {
    try (FakeService console = console(problems)) {
      return withAll(console, line);
    }
  }

  private static FakeService console(String problems) throws Exception {
    return new FakeService()
        .answersTo("/api/v1/problems", 200, "application/json", problems)
        .answersTo("/api/v1/overview", 200, "application/json", OVERVIEW)
        .answers(200, "application/json", "{}");
  }

  /** One that answers for all services. */
  private static CommandRun withAll(FakeService service, String... line) {
    List<String> words = new ArrayList<>(List.of(line));
    for (Service each : Service.values()) {
      words.addAll(List.of("--url", each.module() + "=" + service.url()));
    }
    return CommandRun.of(words.toArray(String[]::new));
  }
}
