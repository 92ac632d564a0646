package io.podspan.cli;

import io.podspan.cli.api.ProblemException;
import io.podspan.cli.edit.EditFailedException;
import io.podspan.cli.grant.GrantFailedException;
import io.podspan.cli.images.ImagesCommand;
import io.podspan.cli.text.PrintableOutput;
import io.podspan.embedded.process.FullDisk;
import io.podspan.embedded.process.StartFailedException;
import io.podspan.lab.LabCommand;
import io.podspan.lab.network.LabException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The root of all commands. */
@Command(
    name = "podspan",
    version = "podspan " + VersionCommand.VERSION,
    mixinStandardHelpOptions = true,
    header =
        "Joins the pod networks of Kubernetes clusters by BGP and proves that they are joined.",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "%nCommands of the script only:",
      "  podspan reflector  runs only the BGP route reflector; see podspan reflector --help",
      "  podspan build      builds everything and records what makes the next start fast",
      "  podspan test       builds and runs all tests",
    },
    footer = {
      "%nExamples:",
      "  podspan demo --check",
      "  podspan clusters add paris --kubeconfig paris",
      "  podspan interconnects declare europe --clusters paris,london --reflector reflector=192.0.2.1:179",
      "  podspan events -f",
    },
    exitCodeListHeading = ExitCode.HEADING,
    exitCodeList = {
      ExitCode.OK_TEXT,
      ExitCode.FAILED_TEXT,
      ExitCode.USAGE_TEXT,
      ExitCode.UNREACHABLE_TEXT
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      LabCommand.class,
      StatusCommand.class,
      WhyCommand.class,
      MatrixCommand.class,
      HistoryCommand.class,
      ProbeCommand.class,
      NodesCommand.class,
      RoutesCommand.class,
      ChangesCommand.class,
      ConsoleCommand.class,
      ClustersCommand.class,
      InterconnectsCommand.class,
      PreflightCommand.class,
      RolloutsCommand.class,
      GetCommand.class,
      DescribeCommand.class,
      ApplyCommand.class,
      DiffCommand.class,
      EditCommand.class,
      DeleteCommand.class,
      WaitCommand.class,
      EventsCommand.class,
      SessionsCommand.class,
      VerifyCommand.class,
      IntentKeyCommand.class,
      ImagesCommand.class,
      RecordCommand.class,
      StoresCommand.class,
      CompletionCommand.class,
      CompleteCommand.class,
      VersionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Podspan {

  public static void main(String[] arguments) {
    System.setOut(PrintableOutput.over(System.out));
    System.setErr(PrintableOutput.over(System.err));
    int code = commandLine().execute(arguments);
    // Virtual threads and HTTP clients are daemons, but the caller wants the code at once.
    System.exit(code);
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Podspan());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUsageHelpWidth(110);
    // Colours are escapes, and none passes to the terminal.
    commandLine.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    inheritExitCodes(commandLine);
    commandLine.setParameterExceptionHandler((wrong, _) -> explain(wrong));
    commandLine.setExecutionExceptionHandler((failure, at, _) -> explain(failure, at));
    return commandLine;
  }

  /** A subcommand without exit codes of its own has those of its parent. */
  private static void inheritExitCodes(CommandLine parent) {
    var inherited = parent.getCommandSpec().usageMessage();
    for (CommandLine child : parent.getSubcommands().values()) {
      var own = child.getCommandSpec().usageMessage();
      if (own.exitCodeList().isEmpty()) {
        own.exitCodeListHeading(inherited.exitCodeListHeading());
        own.exitCodeList(inherited.exitCodeList());
      }
      inheritExitCodes(child);
    }
  }

  /** What is wrong is a line; all that a command understands would hide it. */
  private static int explain(ParameterException wrong) {
    CommandLine at = wrong.getCommandLine();
    PrintWriter err = at.getErr();
    for (CommandLine above = at.getParent(); above != null; above = above.getParent()) {
      if (!above.getUnmatchedArguments().isEmpty()) {
        err.println(
            "podspan: There is no command " + above.getUnmatchedArguments().getFirst() + ".");
        err.println("See " + above.getCommandSpec().qualifiedName() + " --help.");
        return ExitCode.USAGE;
      }
    }
    err.println("podspan: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("See " + at.getCommandSpec().qualifiedName() + " --help.");
    return ExitCode.USAGE;
  }

  /** Expected failures are told in words. Anything else is a bug here and shows its stack. */
  private static int explain(Exception failure, CommandLine at) throws Exception {
    switch (failure) {
      case ProblemException problem -> {
        at.getErr().println("podspan: " + problem.getMessage());
        return problem.status() == 0 ? ExitCode.UNREACHABLE : ExitCode.FAILED;
      }
      case LabException refused -> {
        at.getErr().println("podspan: " + refused.getMessage());
        return ExitCode.FAILED;
      }
      case EditFailedException failed -> {
        at.getErr().println("podspan: " + failed.getMessage());
        return ExitCode.FAILED;
      }
      case GrantFailedException refused -> {
        at.getErr().println("podspan: " + refused.getMessage());
        return ExitCode.FAILED;
      }
      case StartFailedException failed -> {
        at.getErr().println("podspan: " + failed.getMessage());
        return ExitCode.FAILED;
      }
      case IllegalArgumentException wrong -> {
        at.getErr().println("podspan: " + wrong.getMessage());
        return ExitCode.USAGE;
      }
      default -> {
        Optional<String> full = FullDisk.saidBy(failure, null);
        if (full.isEmpty()) {
          throw failure;
        }
        at.getErr().println("podspan: " + failure.getMessage() + ". " + full.get());
        return ExitCode.FAILED;
      }
    }
  }
}
