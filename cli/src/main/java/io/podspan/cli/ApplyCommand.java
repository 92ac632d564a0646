package io.podspan.cli;

import io.podspan.cli.apply.Applying;
import io.podspan.cli.apply.Applying.Result;
import io.podspan.cli.apply.Check;
import io.podspan.cli.apply.Checked;
import io.podspan.cli.apply.Effect;
import io.podspan.cli.documents.Document;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.Kind;
import io.podspan.cli.objects.ObjectNames.Meant;
import io.podspan.cli.objects.PeeringObjects;
import io.podspan.cli.waiting.Condition;
import io.podspan.cli.waiting.Waiting;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the objects be as documents say. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    header = "Creates and changes objects so that they are as documents say.",
    description = {
      "%nClusters and Reflectors come before Interconnects, whatever the order of the files. Each object is created,",
      "configured or unchanged. An object that no document names stays as it is.",
      "%nNothing is changed unless every document is right: all are read, and peering-service checks each (a dry run)",
      "before the first is applied. A document that is wrong is named by its file, its number in it and its line.",
      "An Interconnect whose Cluster or Reflector the same run creates is checked again at its turn. What is",
      "refused at its turn is named, what needs it is left out, and the others are applied."
    },
    footer = {
      "%nExamples:",
      "  podspan apply -f docs/examples/europe.yaml --dry-run",
      "  podspan apply -f network/ --wait --timeout=30m",
      "  cat europe.yaml | podspan apply -f -",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      "0:every object is as its document says",
      "1:a document was refused, or the condition did not come in time",
      "2:the command line or a document is wrong; nothing was changed",
      ExitCode.UNREACHABLE_TEXT
    })
final class ApplyCommand implements Callable<Integer> {
  private static final Condition COMPLETED = Condition.parse("condition=Completed");

  @Mixin ServicesOption services;
  @Mixin FilesOption files;
  @Mixin WaitOption waiting;
  @Spec CommandSpec spec;

  @Option(
      names = "--dry-run",
      arity = "0..1",
      defaultValue = DryRun.NONE,
      fallbackValue = DryRun.SERVER,
      converter = DryRun.class,
      paramLabel = "server|none",
      description = "Checks only. Changes nothing.")
  boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "name",
      description = "Prints KIND/NAME alone, one a line.")
  @Nullable Names names;

  @Option(
      names = "--wait",
      arity = "0..1",
      defaultValue = "false",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = {
        "Waits until the rollouts of the run are complete and its Interconnects have the condition; default: false."
      })
  boolean wait;

  @Option(
      names = "--for",
      paramLabel = "WHAT",
      defaultValue = "condition=Ready",
      description = "What --wait waits for; default: ${DEFAULT-VALUE}.")
  String what;

  /** The one form of {@code -o}. */
  enum Names {
    NAME
  }

  private final List<Meant> rollouts = new ArrayList<>();
  private final List<Meant> interconnects = new ArrayList<>();
  private boolean refused;

  @Override
  public Integer call() {
    Condition condition = Condition.parse(what);
    List<Document> documents = files.read(spec).documents();
    PeeringObjects objects =
        new PeeringObjects(services.api(ServicesOption.client(), Service.PEERING));
    List<Checked> checked = new Check(objects).all(documents);
    if (anyRefused(checked)) {
      return ExitCode.FAILED;
    }
    if (dryRun) {
      checked.forEach(each -> say(each.document(), would(each)));
      return ExitCode.OK;
    }
    new Applying(objects, this::tell).all(checked);
    if (refused) {
      return ExitCode.FAILED;
    }
    return !wait || isReached(objects, condition) ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean anyRefused(List<Checked> checked) {
    boolean any = false;
    for (Checked each : checked) {
      if (each instanceof Checked.Refused(_, String why)) {
        complain((any ? "" : "Nothing was changed.\n") + why);
        any = true;
      }
    }
    return any;
  }

  private static String would(Checked checked) {
    return switch (checked) {
      case Checked.Same _ -> Effect.UNCHANGED + " (dry run)";
      case Checked.WouldBe would -> Effect.of(would) + " (dry run)";
      case Checked.AtItsTurn(_, var before, List<String> missing) ->
          (before.isEmpty() ? Effect.CREATED : Effect.CONFIGURED)
              + " (dry run; its fields are right, the rest is checked when there is "
              + String.join(", ", missing)
              + ")";
      case Checked.Refused _ -> "refused";
    };
  }

  private void tell(Result result) {
    switch (result) {
      case Result.Done(Document document, Effect effect, var answer) -> {
        say(document, effect.toString());
        answer.path("rollouts").forEach(id -> rollouts.add(meant(Kind.ROLLOUT, id.asText())));
        if (document.kind() == Kind.INTERCONNECT) {
          interconnects.add(meant(document.kind(), document.name()));
        }
      }
      case Result.Failed(_, String why) -> {
        complain(why);
        refused = true;
      }
    }
  }

  private static Meant meant(Kind kind, String name) {
    return new Meant(kind, Optional.of(name));
  }

  private boolean isReached(PeeringObjects objects, Condition condition) {
    Waiting begun = waiting.begin();
    return waiting.await(begun, objects, rollouts, COMPLETED)
        && waiting.await(begun, objects, interconnects, condition);
  }

  private void say(Document document, String what) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(names == null ? document.id() + " " + what : document.id());
    out.flush();
  }

  private void complain(String text) {
    spec.commandLine().getErr().println("podspan: " + text);
    spec.commandLine().getErr().flush();
  }
}
