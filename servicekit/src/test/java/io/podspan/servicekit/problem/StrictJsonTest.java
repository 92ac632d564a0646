package io.podspan.servicekit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
  private final ObjectMapper json = new ObjectMapper();

  record Body(long asn) {}

  @BeforeEach
  void customize() {
    new StrictJson().customize(json);
  }

  @Test
  void aBodyIsRead() throws JsonProcessingException {
    assertThat(json.readValue("{\"asn\": 64512}", Body.class)).isEqualTo(new Body(64512));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"asn\": 1.5}",
        "{\"asn\": 1} garbage",
        "{\"asn\": 1}{}",
        "{\"asn\": 1, \"asn\": 2}"
      })
  void aBodyThatMeansTwoThingsIsRefused(String body) {
    assertThatThrownBy(() -> json.readValue(body, Body.class))
        .isInstanceOf(JsonProcessingException.class);
  }
}
