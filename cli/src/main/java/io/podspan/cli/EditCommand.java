package io.podspan.cli;

import io.podspan.cli.completion.KindWords;
import io.podspan.cli.edit.Editing;
import io.podspan.cli.edit.Editor;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.ObjectDocument;
import io.podspan.cli.objects.ObjectNames;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An object in the user's editor. */
@Command(
    name = "edit",
    mixinStandardHelpOptions = true,
    header = "Opens an object in your editor, and applies what you make of it.",
    description = {
      "%nWhat is refused is shown again, with the reason in comments. Saving that as it is gives up; the file stays.",
      "If somebody else changed the object meanwhile, nothing of yours is applied (If-Match)."
    },
    footer = {
      "%nExamples:",
      "  podspan edit interconnect europe",
      "  podspan edit cluster/paris --editor nano",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:applied, or nothing was edited",
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    })
final class EditCommand implements Callable<Integer> {
  @Mixin ServicesOption services;
  @Spec CommandSpec spec;

  @Option(
      names = "--editor",
      paramLabel = "COMMAND",
      description = "The editor; default: PODSPAN_EDITOR, else EDITOR, else vi.")
  @Nullable String editor;

  @Parameters(
      paramLabel = "KIND NAME",
      arity = "1..2",
      completionCandidates = KindWords.class,
      description = "Or KIND/NAME.")
  List<String> words;

  @Override
  public Integer call() {
    Meant meant = meant();
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    String document =
        Written.yaml(
            ObjectDocument.declared(objects.one(meant.kind(), meant.name().orElseThrow())));
    Editor own = new Editor(command(), meant.kind().word());
    return switch (new Editing(objects, own, meant.toString()).of(document)) {
      case EDITED -> end(meant + " edited", ExitCode.OK);
      case UNCHANGED -> end("Nothing was edited.", ExitCode.OK);
      case GIVEN_UP -> {
        spec.commandLine()
            .getErr()
            .println("podspan: Nothing was changed. What you wrote is in " + own.file() + ".");
        yield ExitCode.FAILED;
      }
    };
  }

  private Meant meant() {
    List<Meant> all = ObjectNames.parse(words);
    if (all.size() != 1 || all.getFirst().name().isEmpty() || !all.getFirst().kind().declared()) {
      throw new IllegalArgumentException(
          "One cluster, reflector or interconnect is edited at a time.\nwhat to do: Write KIND"
              + " NAME, such as cluster paris.");
    }
    return all.getFirst();
  }

  private String command() {
    return Stream.of(
            Optional.ofNullable(editor),
            Optional.ofNullable(System.getenv("PODSPAN_EDITOR")),
            Optional.ofNullable(System.getenv("EDITOR")))
        .flatMap(Optional::stream)
        .filter(each -> !each.isBlank())
        .findFirst()
        .orElse("vi");
  }

  private int end(String text, int code) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
    return code;
  }
}
