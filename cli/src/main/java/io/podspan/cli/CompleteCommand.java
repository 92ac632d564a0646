package io.podspan.cli;

import io.podspan.cli.api.ProblemException;
import io.podspan.cli.completion.Unfinished;
import io.podspan.cli.completion.Unfinished.Wanted;
import io.podspan.cli.machine.Service;
import io.podspan.cli.objects.PeeringObjects;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What the scripts of the shells run to complete the name of an object. */
@Command(
    name = CompleteCommand.NAME,
    hidden = true,
    header = "Prints the names of objects that a command line may end with, one a line.",
    description = "%nIt fails where no name belongs.",
    footer = {"%nExample:", "  podspan complete-names -- get cluster pa"})
final class CompleteCommand implements Callable<Integer> {
  static final String NAME = "complete-names";

  /** Shells expand what they complete, so nothing else may reach them. */
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._,/-]+");

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "WORD",
      description = "The words after podspan, up to and with the one under the cursor.")
  List<String> words = List.of();

  @Override
  public Integer call() {
    Optional<Wanted> wanted = Unfinished.of(Podspan.commandLine().getCommandSpec(), words);
    return wanted.map(this::print).orElse(ExitCode.FAILED);
  }

  /** Without an answer there are no names, and a shell has no place for the reason. */
  private int print(Wanted wanted) {
    PrintWriter out = spec.commandLine().getOut();
    try {
      names(wanted).stream()
          .map(wanted::with)
          .filter(HARMLESS.asMatchPredicate())
          .forEach(out::println);
    } catch (ProblemException e) {
      spec.commandLine().getErr().println("podspan: " + e.getMessage());
    }
    out.flush();
    return ExitCode.OK;
  }

  private static List<String> names(Wanted wanted) {
    Where where = new Where();
    new CommandLine(where).parseArgs(wanted.services().toArray(String[]::new));
    return new PeeringObjects(where.services.api(ServicesOption.client(), Service.PEERING))
        .each(wanted.kind()).stream().map(PeeringObjects.Stored::name).toList();
  }

  /** The services that the unfinished command line speaks to. */
  @Command
  private static final class Where {
    @Mixin ServicesOption services = new ServicesOption();
  }
}
