package io.podspan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.podspan.cli.api.Api;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o} of every command that prints an answer. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      defaultValue = "table",
      description = "table is for people; json and yaml have every field; default: table.")
  Format format;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  /**
   * @param table makes the text for people
   */
  void print(JsonNode answer, Function<JsonNode, Object> table) {
    PrintWriter out = out();
    JsonNode whole = answer.isMissingNode() ? Api.JSON.createObjectNode() : answer;
    switch (format) {
      case JSON -> out.println(written(Api.JSON.writerWithDefaultPrettyPrinter(), whole));
      case YAML -> out.print(written(Yaml.WRITER, whole));
      case TABLE -> out.print(table.apply(answer));
    }
    out.flush();
  }

  /** One of many, as they come: a line of JSON, a YAML document or a line for people. */
  void printNext(JsonNode element, Function<JsonNode, Object> line) {
    PrintWriter out = out();
    switch (format) {
      case JSON -> out.println(element);
      case YAML -> out.print("---\n" + written(Yaml.WRITER, element));
      case TABLE -> out.println(line.apply(element));
    }
    out.flush();
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
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
