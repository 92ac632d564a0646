package io.podspan.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T10:11:12Z,           2026-01-31 10:11:12 UTC",
    "2026-01-31T10:11:12.5Z,         2026-01-31 10:11:12.5 UTC",
    "2026-01-31T10:11:12.345Z,       2026-01-31 10:11:12.345 UTC",
    "2026-01-31T10:11:12.345678901Z, 2026-01-31 10:11:12.345 UTC",
    "yesterday,                      yesterday"
  })
  void aTimeIsShownToTheMillisecond(String written, String shown) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("since", written);

    assertThat(Answers.time(answer, "since")).isEqualTo(shown);
  }
}
