package io.podspan.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestCallsTest {
  private static final Call ADD_PARIS =
      call("POST", "/api/v1/clusters", Api.JSON.createObjectNode().put("name", "paris"));

  @ParameterizedTest
  @CsvSource({
    "See GET /api/v1/clusters for those there are., See podspan clusters for those there are.",
    "(POST /api/v1/clusters/{name}/refresh), (podspan clusters refresh paris)",
    "(POST /api/v1/clusters/rome/refresh), (podspan clusters refresh rome)",
    "Use DELETE /api/v1/interconnects/europe., Use podspan interconnects withdraw europe.",
    "(GET /api/v1/rollouts?cluster=rome)., (podspan rollouts list --cluster rome).",
    "(GET /api/v1/rollouts), (podspan rollouts)",
    "Change it (PUT or PATCH /api/v1/interconnects/rome)., Change it (podspan edit interconnect rome).",
    "(PUT /api/v1/interconnects/{name}), (podspan edit interconnect NAME)",
    "(PATCH /api/v1/interconnects/{name}), (podspan interconnects update NAME)",
    "(PUT or PATCH /api/v1/reflectors/{name}), (podspan edit reflector NAME)",
    "(PUT /api/v1/reflectors/rr1), (podspan edit reflector rr1)",
    "(DELETE /api/v1/reflectors/rr1), (podspan delete reflector rr1)",
    "POST /api/v1/probes, POST /api/v1/probes",
    "No call at all., No call at all.",
  })
  void aRestCallBecomesTheCommandThatDoesTheSame(String text, String commands) {
    assertThat(RestCalls.asCommands(text, ADD_PARIS)).isEqualTo(commands);
  }

  @Test
  void aPlaceholderForAnotherKindOfObjectStaysAPlaceholder() {
    assertThat(
            RestCalls.asCommands(
                "Withdraw it first (DELETE /api/v1/interconnects/{name}).",
                call("DELETE", "/api/v1/clusters/paris", null)))
        .isEqualTo("Withdraw it first (podspan interconnects withdraw NAME).");
  }

  private static Call call(String method, String path, @Nullable JsonNode body) {
    return new Call(method, "http://127.0.0.1:7081", path, body);
  }
}
