package io.podspan.cli.waiting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import org.junit.jupiter.api.Test;

class RolloutVerdictTest {
  private static JsonNode rollout(String state, String more) {
    try {
      return Api.JSON.readTree("{\"id\": \"r1\", \"state\": \"%s\"%s}".formatted(state, more));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static final JsonNode ASKS =
      rollout(
          "PAUSED",
          """
          , "pause": {"kind": "Decision", "reason": "n2 has no session.", "nextStep":
            "Retry the rollout (POST /api/v1/rollouts/{id}/retry)."}\
          """);

  @Test
  void oneThatAsksForADecisionEndsAWaitAndSaysWhatToDo() {
    assertThat(RolloutVerdict.completed("rollout/r1", ASKS))
        .isEqualTo(
            new Verdict.Never(
                "rollout/r1 is PAUSED: n2 has no session",
                "Retry the rollout (podspan rollouts retry r1)."));
  }

  @Test
  void oneThatAsksForADecisionIsWatchedOn() {
    assertThat(RolloutVerdict.ended("rollout/r1", ASKS))
        .isEqualTo(new Verdict.NotYet("rollout/r1 is PAUSED: n2 has no session"));
  }

  @Test
  void afterItsCanaryItMayGoOn() {
    JsonNode canary =
        rollout(
            "PAUSED",
            ", \"pause\": {\"kind\": \"AfterCanary\", \"reason\": \"The canary is verified.\"}");

    assertThat(RolloutVerdict.completed("rollout/r1", canary))
        .isEqualTo(new Verdict.NotYet("rollout/r1 is PAUSED: The canary is verified"));
  }

  @Test
  void itSaysWhatItWaitsForAndWhereTheCommandsAre() {
    JsonNode waits =
        rollout(
            "GATING",
            """
            , "waits": [{"node": "n1", "what": "No session.", "commands": []},
              {"node": null, "what": "By hand.", "commands": ["kubectl x"]},
              {"node": "n3", "what": "c"}, {"node": "n4", "what": "d"}]\
            """);

    assertThat(RolloutVerdict.completed("it", waits))
        .isEqualTo(
            new Verdict.NotYet(
                "it is GATING: n1: No session; By hand (podspan rollouts show r1 has the commands);"
                    + " n3: c; 1 more"));
  }

  @Test
  void oneThatStoppedSaysWhyAndWhatToDo() {
    JsonNode failed =
        rollout("FAILED", ", \"failure\": {\"reason\": \"No pod.\", \"nextStep\": \"Look.\"}");

    assertThat(RolloutVerdict.completed("it", failed))
        .isEqualTo(new Verdict.Never("it is FAILED: No pod", "Look."));
    assertThat(new Verdict.Never("it is FAILED: No pod", "Look.").told())
        .isEqualTo("it is FAILED: No pod.\nwhat to do: Look.");
  }

  @Test
  void oneWithoutMoreIsTheBareState() {
    assertThat(RolloutVerdict.completed("it", rollout("GATING", "")))
        .isEqualTo(new Verdict.NotYet("it is GATING"));
    assertThat(RolloutVerdict.completed("it", rollout("COMPLETED", "")))
        .isEqualTo(new Verdict.Done("it is COMPLETED"));
  }
}
