package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.machine.Service;
import io.podspan.cli.text.Answers;
import io.podspan.cli.why.WhyText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether one end reaches another, and if not, why not. */
@Command(
    name = "why",
    mixinStandardHelpOptions = true,
    header = "Says whether one end reaches another, and if not, why not and what to do.",
    description = {
      "%nWalks as a packet would, there and back, and names the first thing wrong. Ends are CLUSTER, CLUSTER/POD,",
      "CLUSTER/NAMESPACE/POD, CLUSTER/pod/NAMESPACE/NAME, CLUSTER/node/NAME, CLUSTER/service/NAMESPACE/NAME, or an",
      "IPv4 or IPv6 address. What could not be found out is said so, and never shown as well or as broken."
    },
    footer = {
      "%nExamples:",
      "  podspan why paris tokyo",
      "  podspan why paris/web-0 tokyo/node/tokyo-1",
      "  podspan why 10.1.0.5 10.3.1.7 -o json",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:it is reached, there and back",
      "1:it is not; standard output says why",
      "2:the command line is wrong, or there is no such end",
      ExitCode.UNREACHABLE_TEXT,
      "4:it could not be found out"
    })
final class WhyCommand implements Callable<Integer> {
  @Mixin ServicesOption services;
  @Mixin OutputOption output;

  @Parameters(index = "0", paramLabel = "FROM", description = "The end that packets leave.")
  String from;

  @Parameters(index = "1", paramLabel = "TO", description = "The end that they should come to.")
  String to;

  @Spec CommandSpec command;

  @Override
  public Integer call() {
    Api console = services.api(ServicesOption.client(), Service.CONSOLE);
    try {
      JsonNode answer =
          console.get("/api/v1/why?from=" + Answers.segment(from) + "&to=" + Answers.segment(to));
      output.print(answer, WhyText::of);
      return code(answer.path("verdict").asText());
    } catch (ProblemException problem) {
      command.commandLine().getErr().println("podspan: " + problem.getMessage());
      return code(problem.status());
    }
  }

  private static int code(String verdict) {
    return switch (verdict) {
      case "REACHABLE" -> ExitCode.OK;
      case "UNREACHABLE" -> ExitCode.FAILED;
      // Also what a newer console may say.
      default -> ExitCode.NOT_FOUND_OUT;
    };
  }

  /** Code 1 is an answer, so that no refusal may have it. */
  private static int code(int status) {
    return switch (status) {
      case 0 -> ExitCode.UNREACHABLE;
      case 400, 404 -> ExitCode.USAGE;
      default -> ExitCode.NOT_FOUND_OUT;
    };
  }
}
