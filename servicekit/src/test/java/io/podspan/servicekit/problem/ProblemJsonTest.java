package io.podspan.servicekit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemJsonTest {
  /** The descriptions of the services say of each field that it is a text. */
  @Test
  void whatIsNotSaidIsLeftOut() throws JsonProcessingException {
    Problem problem =
        new Problem(
            "/problems/changed-meanwhile",
            "Condition not met",
            412,
            "Somebody has changed it.",
            null,
            List.of(new Problem.Violation("changed", "address", "It is another one.", null)));
    assertThat(new ObjectMapper().readTree(new ObjectMapper().writeValueAsString(problem)))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    {"type": "/problems/changed-meanwhile", "title": "Condition not met",
                     "status": 412, "detail": "Somebody has changed it.",
                     "violations": [{"code": "changed", "where": "address",
                       "detail": "It is another one."}]}
                    """));
  }
}
