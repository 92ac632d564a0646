package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  private static final String JSON = "application/json";
  private static final String ROUTER =
      """
      {"kind": "router", "subject": "paris/n1", "state": "BROKEN", "sentence": "the router of paris/n1 is down",
       "toDo": "Look at its pod.", "nodes": ["paris/n1"]}
      """;

  private static FakeService service(String ping, String problems, String peered) throws Exception {
    return new FakeService()
        .answersTo(
            "/api/v1/interconnects/europe",
            200,
            JSON,
            """
            {"name": "europe", "clusters": ["paris", "tokyo"], "reflectors": ["rr1"], "conditions": [
              {"type": "Peered", "status": "%s", "message": "All 4 sessions are up."},
              {"type": "Drifted", "status": "False", "message": "As written."}]}
            """
                .formatted(peered))
        .answersTo(
            "/api/v1/preflight",
            200,
            JSON,
            """
            {"name": "europe", "checks": [{"check": "reflector-address", "outcome": "pass", "where": "",
              "evidence": "good", "code": "good", "whatToDo": "", "docs": ""}]}
            """)
        .answersTo(
            "/api/v1/probes",
            200,
            JSON,
            "{\"summary\": {\"state\": \"%s\", \"why\": \"what was seen\", \"nextStep\": \"\"}}"
                .formatted(ping))
        .answersTo(
            "/api/v1/problems",
            200,
            JSON,
            "{\"verdict\": \"WELL\", \"settling\": [], \"problems\": [%s]}".formatted(problems));
  }

  private static CommandRun run(FakeService service, String... line) {
    List<String> words = new ArrayList<>(List.of("verify", "europe"));
    words.addAll(List.of(line));
    for (Service each : Service.values()) {
      words.addAll(List.of("--url", each.module() + "=" + service.url()));
    }
    return CommandRun.of(words.toArray(String[]::new));
  }

  @Test
  void everythingIsCheckedAndTheVerdictIsTheLastLine(@TempDir Path folder) throws Exception {
    Path junit = folder.resolve("verify.xml");
    try (FakeService all = service("REACHABLE", "", "True")) {
      CommandRun run = run(all, "--junit", junit.toString());

      assertThat(run.code()).isEqualTo(ExitCode.OK);
      assertThat(run.out())
          .isEqualTo(
              """
              verify of europe:
                pass       ping paris to tokyo: what was seen
                pass       ping tokyo to paris: what was seen
                pass       problem: the console knows of none
                pass       condition Peered: All 4 sessions are up.
                pass       condition Drifted: As written.
                pass       preflight: 1 checks

              WELL: 6 checks pass.
              """);
      assertThat(Files.readString(junit))
          .contains("testsuites name=\"podspan verify\" tests=\"6\" failures=\"0\"")
          .contains("testsuite name=\"podspan verify europe\"");
    }
  }

  @Test
  void whatFailsIsExitCodeOne() throws Exception {
    try (FakeService all = service("PARTIAL", ROUTER, "False")) {
      CommandRun run = run(all);

      assertThat(run.code()).isEqualTo(ExitCode.FAILED);
      assertThat(run.out())
          .contains("block      problem router paris/n1: the router of paris/n1 is down")
          .contains("to do: Look at its pod.")
          .endsWith("NOT WELL: 4 of 6 checks fail; 0 could not be made.\n");
    }
  }

  @Test
  void whatCouldNotBeMeasuredIsExitCodeFour() throws Exception {
    try (FakeService all = service("UNKNOWN", "", "True")) {
      CommandRun run = run(all);

      assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
      assertThat(run.out()).endsWith("Not known: 2 of 6 checks could not be made; none fails.\n");
    }
  }

  @Test
  void aConsoleThatDoesNotKnowDoesNotPass() throws Exception {
    try (FakeService unsure = service("REACHABLE", "", "True")) {
      unsure.answersTo(
          "/api/v1/problems",
          200,
          JSON,
          "{\"verdict\": \"UNKNOWN\", \"settling\": [], \"problems\": []}");
      CommandRun run = run(unsure);

      assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
      assertThat(run.out())
          .contains("unchecked  problem: the console does not know whether it is well");
    }
  }

  @Test
  void aServiceThatIsAwayLeavesTheOthersChecked() throws Exception {
    try (FakeService all = service("REACHABLE", "", "True")) {
      CommandRun run = run(all, "--url", "console=http://127.0.0.1:1");

      assertThat(run.out()).contains("ping paris to tokyo");
    }
  }

  @Test
  void noInterconnectIsNotWell() throws Exception {
    try (FakeService none = new FakeService().answers(200, JSON, "{\"items\": []}")) {
      CommandRun run = CommandRun.of("verify", "--url", "peering-service=" + none.url());

      assertThat(run.code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
      assertThat(run.out()).isEqualTo("Not known: there is no interconnect to verify.\n");
    }
  }
}
