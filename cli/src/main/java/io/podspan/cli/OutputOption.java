package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o} of every command that prints an answer that is no object. */
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
      case JSON -> out.print(Written.json(whole));
      case YAML -> out.print(Written.yaml(whole));
      case TABLE -> out.print(table.apply(answer));
    }
    out.flush();
  }

  /** One of many, as they come: a line of JSON, a YAML document or a line for people. */
  void printNext(JsonNode element, Function<JsonNode, Object> line) {
    PrintWriter out = out();
    switch (format) {
      case JSON -> out.println(element);
      case YAML -> out.print("---\n" + Written.yaml(element));
      case TABLE -> out.println(line.apply(element));
    }
    out.flush();
  }

  /** Whether the output is for people. */
  boolean isTable() {
    return format == Format.TABLE;
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
