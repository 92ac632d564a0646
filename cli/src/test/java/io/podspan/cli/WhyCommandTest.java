package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.Test;

class WhyCommandTest {
  private static final String BROKEN =
      """
      {"from": "paris", "to": "tokyo", "at": "2026-01-01T10:11:12Z", "verdict": "UNREACHABLE",
       "sentence": "paris does not reach tokyo: on paris-1 the kernel has it as blackhole.",
       "code": "other-kernel-route", "toDo": "Remove it.",
       "also": [{"code": "session-stalled", "text": "the session stalls", "toDo": ""}],
       "stages": [
        {"direction": "FORTH", "name": "intent", "state": "PASS", "text": "joined by demo",
         "cause": null, "evidence": []},
        {"direction": "FORTH", "name": "route", "state": "FAIL", "text": "on paris-1 no route",
         "cause": {"code": "other-kernel-route", "text": "on paris-1 no route", "toDo": "Remove it."},
         "evidence": [{"what": "paris-1 lacks 10.3.0.0/24", "from": "route-collector",
          "at": "2026-01-01T10:11:02Z", "live": false}]},
        {"direction": "BACK", "name": "ping", "state": "UNKNOWN", "text": "not measured",
         "cause": null, "evidence": []}]}
      """;

  @Test
  void saysWhyWhatToDoAndTheWalk() throws Exception {
    CommandRun why = why(200, BROKEN);

    assertThat(why.code()).isEqualTo(ExitCode.FAILED);
    assertThat(why.out())
        .startsWith(
            "paris does not reach tokyo: on paris-1 the kernel has it as blackhole.\n"
                + "what to do: Remove it.\nalso: the session stalls\n\nparis -> tokyo\n")
        .containsPattern("  ok +intent +joined by demo")
        .containsPattern("  FAIL +route +on paris-1 no route")
        .contains("paris-1 lacks 10.3.0.0/24 (route-collector, 2026-01-01 10:11:02 UTC)")
        .contains("\nmeasured\n")
        .containsPattern("  \\? +ping +not measured");
  }

  @Test
  void theCodeIsTheVerdict() throws Exception {
    assertThat(why(200, "{\"verdict\": \"REACHABLE\"}").code()).isEqualTo(ExitCode.OK);
    assertThat(why(200, "{\"verdict\": \"UNKNOWN\"}").code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(why(200, "{\"verdict\": \"NEW\"}").code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
  }

  @Test
  void aRefusalIsNeverTakenForAnAnswer() throws Exception {
    assertThat(why(404, "{\"detail\": \"There is no cluster rome.\"}").code())
        .isEqualTo(ExitCode.USAGE);
    assertThat(why(503, "{}").code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
    assertThat(why(401, "{}").code()).isEqualTo(ExitCode.NOT_FOUND_OUT);
  }

  private static CommandRun why(int status, String body) throws Exception {
    try (FakeService console =
        new FakeService().answersTo("/api/v1/why", status, "application/json", body)) {
      return CommandRun.with(Service.CONSOLE, console, "why", "paris", "tokyo");
    }
  }
}
