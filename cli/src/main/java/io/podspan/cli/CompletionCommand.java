package io.podspan.cli;

import io.podspan.cli.completion.Bash;
import io.podspan.cli.completion.Fish;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a shell needs to complete commands and options. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Prints a script that completes commands, options and names of objects in a shell.",
    description = {
      "%nNames of objects are completed, too: the services are asked for them while one types, so they have to run."
    },
    footer = {
      "%nExamples:",
      "  source <(podspan completion bash)",
      "  podspan completion bash >/etc/bash_completion.d/podspan",
      "  source <(podspan completion zsh)        # after: autoload -U compinit; compinit",
      "  podspan completion fish >~/.config/fish/completions/podspan.fish",
    })
final class CompletionCommand implements Runnable {
  private static final String NAME = "podspan";

  /** Commands that the script runs without the cli module. */
  private static final List<String> OF_THE_SCRIPT = List.of("build", "reflector", "test");

  /** A shell that is known. */
  enum Shell {
    BASH,
    ZSH,
    FISH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  Shell shell;

  @Override
  public void run() {
    spec.commandLine().getOut().print(script(shell));
    spec.commandLine().getOut().flush();
  }

  private static String script(Shell shell) {
    CommandLine root = Podspan.commandLine();
    OF_THE_SCRIPT.forEach(name -> root.addSubcommand(name, CommandSpec.create()));
    return switch (shell) {
      case BASH, ZSH -> Bash.script(NAME, root, CompleteCommand.NAME);
      case FISH -> Fish.script(NAME, root.getCommandSpec(), CompleteCommand.NAME);
    };
  }
}
