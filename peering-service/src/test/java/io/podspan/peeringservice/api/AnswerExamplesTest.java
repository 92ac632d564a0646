package io.podspan.peeringservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;

/** The examples are answers: every field is one that an answer has. */
class AnswerExamplesTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  @Test
  void aCluster() throws JsonProcessingException {
    assertThat(JSON.readValue(AnswerExamples.CLUSTER, ClusterAnswer.class).name())
        .isEqualTo("paris");
  }

  @Test
  void aReflector() throws JsonProcessingException {
    assertThat(JSON.readValue(AnswerExamples.REFLECTOR, DeclaredReflectorAnswer.class).name())
        .isEqualTo("rr1");
  }

  @Test
  void anInterconnect() throws JsonProcessingException {
    assertThat(JSON.readValue(AnswerExamples.INTERCONNECT, InterconnectAnswer.class).clusters())
        .containsExactly("paris", "london");
  }

  @Test
  void aForcedWithdrawal() throws JsonProcessingException {
    assertThat(JSON.readValue(AnswerExamples.FORCED, ForcedAnswer.class).remains()).hasSize(1);
  }

  @Test
  void aRollout() throws JsonProcessingException {
    assertThat(JSON.readValue(AnswerExamples.ROLLOUT, RolloutAnswer.class).steps()).hasSize(1);
  }
}
