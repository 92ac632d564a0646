package io.podspan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podspan.cli.api.Api;

/** An answer as text for programs. */
final class Written {
  private Written() {}

  /** With a newline at its end. */
  static String json(JsonNode answer) {
    return written(Api.JSON.writerWithDefaultPrettyPrinter(), answer) + System.lineSeparator();
  }

  /** With a newline at its end. */
  static String yaml(JsonNode answer) {
    return written(Yaml.WRITER, answer);
  }

  private static String written(ObjectWriter writer, JsonNode answer) {
    try {
      return writer.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read cannot be written", e);
    }
  }

  /** Loaded only by those who ask for YAML. */
  private static final class Yaml {
    static final ObjectWriter WRITER =
        YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build()
            .writer();
  }
}
