package io.podspan.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import java.io.PrintWriter;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o} of every command that shows something. */
final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|table",
      defaultValue = "table",
      description = "json prints what the service answered; default: ${DEFAULT-VALUE}.")
  Format format;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

  void print(JsonNode answer, Function<JsonNode, Object> table) {
    PrintWriter out = command.commandLine().getOut();
    switch (format) {
      case JSON -> out.println(pretty(answer));
      case TABLE -> out.print(table.apply(answer));
    }
    out.flush();
  }

  private static String pretty(JsonNode answer) {
    try {
      return Api.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("JSON that was read cannot be written", e);
    }
  }
}
