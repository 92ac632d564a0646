package io.podspan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.cli.api.FakeService;
import io.podspan.cli.machine.Service;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitCommandTest {
  private static final String JSON = "application/json";
  private static final String NONE = "{\"items\": [], \"next\": null, \"total\": 0}";

  private FakeService peering;

  @BeforeEach
  void start() throws Exception {
    peering = new FakeService();
  }

  @AfterEach
  void stop() {
    peering.close();
  }

  private CommandRun run(String... arguments) {
    return CommandRun.with(Service.PEERING, peering, arguments);
  }

  @Test
  void aKindOfWhichThereIsNoneHasNoCondition() {
    peering.answers(200, JSON, NONE);

    assertThat(run("wait", "interconnects", "--for=condition=Ready"))
        .isEqualTo(new CommandRun(ExitCode.FAILED, "", "podspan: There is no interconnect.\n"));
  }

  @Test
  void aKindOfWhichThereIsNoneIsGone() {
    peering.answers(200, JSON, NONE);

    assertThat(run("wait", "interconnects", "--for=delete"))
        .isEqualTo(new CommandRun(ExitCode.OK, "", ""));
  }

  @Test
  void aRolloutThatAsksForADecisionEndsTheWaitBeforeItsTimeIsOver() {
    peering.answers(
        200,
        JSON,
        """
        {"id": "r1", "state": "PAUSED", "pause": {"kind": "Decision", "reason": "No session.",
          "nextStep": "Retry it (POST /api/v1/rollouts/{id}/retry)."}}
        """);

    assertThat(run("wait", "rollout/r1", "--for=condition=Completed", "--timeout=1h"))
        .isEqualTo(
            new CommandRun(
                ExitCode.FAILED,
                "",
                """
                podspan: rollout/r1 is PAUSED: No session.
                what to do: Retry it (podspan rollouts retry r1).
                """));
  }
}
