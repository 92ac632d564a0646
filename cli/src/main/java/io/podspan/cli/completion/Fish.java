package io.podspan.cli.completion;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A script for fish. A function there finds how far the words of the command line name commands,
 * and each completion holds for one such path.
 */
public final class Fish {
  private final String name;
  private final String asking;
  private final StringBuilder script = new StringBuilder();
  private final List<String> paths = new ArrayList<>();

  private Fish(String name, String asking) {
    this.name = name;
    this.asking = asking;
  }

  /**
   * @param asking the hidden command that prints the names of objects which fit
   */
  public static String script(String name, CommandSpec root, String asking) {
    return new Fish(name, asking).write(root);
  }

  private String write(CommandSpec root) {
    completions(root, "");
    return function() + "complete -c %s -f\n".formatted(name) + script;
  }

  /** Prints the command that the line names so far, {@code clusters add}; options are skipped. */
  private String function() {
    return """
        # Completion of %1$s for fish, made by `%1$s completion fish`.
        function __%1$s_command
            set -l known %2$s
            set -l path ''
            for word in (commandline -opc)[2..-1]
                set -l longer (string trim -- "$path $word")
                if contains -- "$longer" $known
                    set path "$longer"
                end
            end
            test "$path" = "$argv[1]"
        end
        # Names of objects come from the services.
        function __%1$s_names
            set -l words (commandline -opc)
            $words[1] %3$s -- $words[2..-1] (commandline -ct) 2>/dev/null
        end
        """
        .formatted(name, String.join(" ", paths.stream().map(Fish::quoted).toList()), asking);
  }

  private void completions(CommandSpec command, String path) {
    for (CommandLine child : new LinkedHashSet<>(command.subcommands().values())) {
      CommandSpec spec = child.getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        String below = path.isEmpty() ? spec.name() : path + " " + spec.name();
        paths.add(below);
        line(path, "-a " + quoted(spec.name()) + description(spec.usageMessage().header()));
        completions(spec, below);
      }
    }
    command.options().stream().filter(option -> !option.hidden()).forEach(o -> option(path, o));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      parameter(path, parameter.completionCandidates());
    }
  }

  private void parameter(String path, @Nullable Iterable<String> candidates) {
    switch (candidates) {
      case null -> {}
      case NamesOf _ -> line(path, names());
      case KindWords kinds -> {
        line(path, "-a " + quoted(String.join(" ", kinds)));
        line(path, names());
      }
      default -> line(path, "-a " + quoted(String.join(" ", candidates)));
    }
  }

  private String names() {
    return "-a " + quoted("(__" + name + "_names)");
  }

  private void option(String path, OptionSpec option) {
    StringBuilder flags = new StringBuilder();
    for (String each : option.names()) {
      flags.append(each.startsWith("--") ? "-l " + each.substring(2) : "-s " + each.substring(1));
      flags.append(' ');
    }
    boolean takesValue = option.arity().min() > 0;
    boolean file = option.paramLabel().matches(".*(FILE|FOLDER|DIR).*");
    String value = takesValue ? (file ? "-r -F " : "-x " + values(option)) : "";
    line(path, (flags + value).strip() + description(option.description()));
  }

  private String values(OptionSpec option) {
    String label = option.paramLabel();
    if (option.completionCandidates() instanceof NamesOf) {
      return names() + " ";
    }
    return label.contains("|") ? "-a " + quoted(label.replace('|', ' ')) + " " : "";
  }

  private static String description(String[] lines) {
    if (lines.length == 0) {
      return "";
    }
    String first = CommandLine.Help.Ansi.OFF.string(lines[0]).replace("%n", "").strip();
    return " -d " + quoted(first);
  }

  private void line(String path, String what) {
    script.append(
        "complete -c %s -n %s %s\n"
            .formatted(name, quoted("__" + name + "_command " + quoted(path)), what));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
