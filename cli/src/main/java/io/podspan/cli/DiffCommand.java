package io.podspan.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.podspan.cli.api.ProblemException;
import io.podspan.cli.apply.Check;
import io.podspan.cli.apply.Checked;
import io.podspan.cli.apply.Differences;
import io.podspan.cli.documents.Document;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.text.Answers;
import io.podspan.cli.text.TerminalText;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What apply would change. */
@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    header = "Shows what apply would change: fields, and the exact changes of routers.",
    description = {
      "%nEach document is compared with the object that there is, as peering-service would make it (a dry run). A line",
      "with - is what goes, a line with + what comes. Nothing is changed."
    },
    footer = {
      "%nExamples:",
      "  podspan diff -f network/",
      "  podspan diff -f europe.yaml || podspan apply -f europe.yaml",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:nothing differs",
      "1:something differs",
      "2:the command line or a document is wrong, or a document was refused",
      ExitCode.UNREACHABLE_TEXT
    })
final class DiffCommand implements Callable<Integer> {
  private static final int DIFFERS = 1;

  @Mixin ServicesOption services;
  @Mixin FilesOption files;
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    List<Document> documents = files.read(spec).documents();
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    int code = ExitCode.OK;
    for (Checked each : checked(objects, documents)) {
      code = Math.max(code, show(each));
    }
    spec.commandLine().getOut().flush();
    return code;
  }

  /** For a script, a refusal must not look like a difference. */
  private static List<Checked> checked(PeeringObjects objects, List<Document> documents) {
    try {
      return new Check(objects).all(documents);
    } catch (ProblemException e) {
      if (e.status() == 0) {
        throw e;
      }
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private int show(Checked checked) {
    if (checked instanceof Checked.Refused(_, String why)) {
      spec.commandLine().getErr().println("podspan: " + why);
      return ExitCode.USAGE;
    }
    List<String> lines = Differences.of(checked);
    if (lines.isEmpty()) {
      return ExitCode.OK;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(checked.document().id() + " (" + checked.document().place() + ")");
    lines.forEach(line -> out.println("  " + line));
    switch (checked) {
      case Checked.WouldBe(_, _, JsonNode would) -> plans(out, would);
      case Checked.AtItsTurn(_, _, List<String> missing) ->
          out.println(
              "  The changes of routers are known when there is "
                  + String.join(", ", missing)
                  + ".");
      case Checked.Same _, Checked.Refused _ -> {}
    }
    return DIFFERS;
  }

  private static void plans(PrintWriter out, JsonNode would) {
    for (JsonNode plan : would.path("plans")) {
      out.println("  routers of " + Answers.text(plan, "cluster") + ":");
      plan.path("changes")
          .forEach(change -> out.println("    " + TerminalText.line(change.asText())));
    }
  }
}
