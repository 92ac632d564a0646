package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.cli.api.Api;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.apply.Refusals;
import io.podspan.cli.documents.Document;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.preflight.JUnitReport;
import io.podspan.cli.preflight.PreflightText;
import io.podspan.cli.preflight.Unanswered;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the interconnects in a file would do, for people and for pipelines. */
@Command(
    name = "preflight",
    mixinStandardHelpOptions = true,
    header = "Checks the interconnects in a file and shows what they would do. Changes nothing.",
    description = {
      "%nRuns every check, plans the exact change of each cluster, and counts the routes that each node would get and",
      "lose. An interconnect that is declared already is checked as if it became the one in the file.",
      "docs/preflight.md describes the checks. A check that could not be made counts as a caution.",
      "Other documents in the file are left out. An interconnect that is refused, as one with an unknown reflector,",
      "counts as one that a check blocks."
    },
    footer = {
      "%nExamples:",
      "  podspan preflight -f europe.yaml",
      "  podspan preflight -f interconnects/ --strict --junit preflight.xml",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:nothing stands against it",
      "1:a check blocks, or the service refused an interconnect or failed",
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT,
      "4:with --strict: there are cautions, or checks that could not be made"
    })
final class PreflightCommand implements Callable<Integer> {
  private static final String PATH = "/api/v1/preflight";

  @Mixin ServicesOption services;
  @Mixin OutputOption output;
  @Mixin FilesOption files;

  @Option(names = "--strict", description = "Cautions, and checks that could not be made, fail.")
  boolean strict;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Also writes a report in JUnit's XML, as CI systems read it.")
  @Nullable Path junit;

  @Spec CommandSpec command;

  @Override
  public Integer call() {
    List<Document> documents = interconnects();
    Api api = services.api(ServicesOption.client(), Service.PEERING);
    List<JsonNode> answers = documents.stream().map(document -> answer(api, document)).toList();
    if (junit != null) {
      write(junit, new JUnitReport(strict).of(answers));
    }
    output.print(together(answers), _ -> text(answers));
    return code(answers);
  }

  private List<Document> interconnects() {
    List<Document> documents = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Document document : files.read(command).documents()) {
      if (document.kind() == Kind.INTERCONNECT) {
        documents.add(document);
      } else {
        others.add(document.id());
      }
    }
    if (documents.isEmpty()) {
      throw new IllegalArgumentException(
          "No document is an Interconnect.\nwhat to do: Name a file that has one. podspan diff -f"
              + " compares the others.");
    }
    if (!others.isEmpty()) {
      PrintWriter err = command.commandLine().getErr();
      err.println(
          "podspan: Left out, because only interconnects are checked: "
              + String.join(", ", others));
    }
    return documents;
  }

  /** One that is refused is no reason to keep silent about the others. */
  private static JsonNode answer(Api api, Document document) {
    try {
      return api.post(PATH, body(document));
    } catch (ProblemException refusal) {
      if (Refusals.isOfTheCaller(refusal)) {
        throw refusal;
      }
      return Unanswered.of(document, refusal);
    }
  }

  private static ObjectNode body(Document document) {
    return document.spec().deepCopy().put("name", document.name());
  }

  private static JsonNode together(List<JsonNode> answers) {
    ArrayNode all = Api.JSON.createArrayNode();
    answers.forEach(all::add);
    return answers.size() == 1 ? answers.getFirst() : all;
  }

  private static String text(List<JsonNode> answers) {
    return answers.stream().map(PreflightText::of).collect(Collectors.joining("\n"));
  }

  private static void write(Path file, String report) {
    try {
      Files.writeString(file, report);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--junit "
              + file
              + " cannot be written ("
              + e.getClass().getSimpleName()
              + ").\nwhat to do: Name a file in a folder that is there and that you may write.");
    }
  }

  private int code(List<JsonNode> answers) {
    if (answers.stream().anyMatch(answer -> count(answer, "block") > 0)) {
      return ExitCode.FAILED;
    }
    boolean clean =
        answers.stream()
            .allMatch(answer -> count(answer, "caution") + count(answer, "unchecked") == 0);
    return strict && !clean ? ExitCode.CAUTIONS : ExitCode.OK;
  }

  private static long count(JsonNode answer, String outcome) {
    return answer.path("counts").path(outcome).asLong();
  }
}
