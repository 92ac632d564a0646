package io.podspan.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podspan.lab.api.Json;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** How a command of the lab prints its answer: the same formats as every command of podspan. */
enum OutputFormat {
  TABLE,
  JSON,
  YAML;

  /**
   * The answer as text, without a newline at its end.
   *
   * @param forPeople the text for people
   */
  String text(JsonNode answer, Supplier<String> forPeople) {
    return switch (this) {
      case TABLE -> forPeople.get();
      case JSON -> Json.write(answer);
      case YAML -> yaml(answer);
    };
  }

  private static String yaml(JsonNode answer) {
    try {
      return YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build()
          .writeValueAsString(answer)
          .stripTrailing();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
