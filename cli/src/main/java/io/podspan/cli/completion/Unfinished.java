package io.podspan.cli.completion;

import io.podspan.cli.objects.Kind;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command line whose last word is being typed: whether that word is the name of an object, and of
 * which kind. Words that the command does not know are skipped. Pure.
 */
public final class Unfinished {
  private CommandSpec command;
  private final List<String> values = new ArrayList<>();
  private final List<String> services = new ArrayList<>();

  private Unfinished(CommandSpec root) {
    command = root;
  }

  /**
   * Names that fit.
   *
   * @param before what stands before the name in the word, as {@code cluster/} or {@code paris,}
   * @param services the options of the line that say where the services are
   */
  public record Wanted(Kind kind, String before, List<String> services) {
    /** The word with this name. */
    public String with(String name) {
      return before + name;
    }
  }

  /**
   * @param words those after {@code podspan}; the last is the one under the cursor, perhaps empty
   * @return empty where no name belongs
   */
  public static Optional<Wanted> of(CommandSpec root, List<String> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    return new Unfinished(root)
        .read(words.subList(0, words.size() - 1).iterator(), words.getLast());
  }

  private Optional<Wanted> read(Iterator<String> before, String last) {
    while (before.hasNext()) {
      String word = before.next();
      OptionSpec option = command.findOption(word.replaceFirst("=.*", ""));
      if (option == null) {
        command(word);
      } else if (takesNext(option, word)) {
        if (!before.hasNext()) {
          return wanted(option, last);
        }
        keep(option, before.next());
      }
    }
    return last.startsWith("-") ? Optional.empty() : wanted(parameter(), last);
  }

  private void command(String word) {
    CommandLine child = values.isEmpty() ? command.subcommands().get(word) : null;
    if (child != null) {
      command = child.getCommandSpec();
    } else if (!word.startsWith("-")) {
      values.add(word);
    }
  }

  private static boolean takesNext(OptionSpec option, String word) {
    return option.arity().min() > 0 && !word.contains("=");
  }

  private void keep(OptionSpec option, String value) {
    if (Set.of("--url", "--data", "--token-file").contains(option.longestName())) {
      services.add(option.longestName());
      services.add(value);
    }
  }

  private @Nullable PositionalParamSpec parameter() {
    return command.positionalParameters().stream()
        .filter(each -> each.index().contains(values.size()))
        .findFirst()
        .orElse(null);
  }

  private Optional<Wanted> wanted(@Nullable ArgSpec argument, String word) {
    if (argument == null) {
      return Optional.empty();
    }
    String before = ",".equals(argument.splitRegex()) ? upTo(word, ',') : "";
    return switch (argument.completionCandidates()) {
      case NamesOf names -> Optional.of(new Wanted(names.kind(), before, services));
      case KindWords _ -> ofNamedKind(word);
      case null, default -> Optional.empty();
    };
  }

  /** Of {@code KIND NAME} or {@code KIND/NAME}. */
  private Optional<Wanted> ofNamedKind(String word) {
    String before = upTo(word, '/');
    String kind =
        before.isEmpty() && !values.isEmpty() && !values.getFirst().contains("/")
            ? values.getFirst()
            : before.replace("/", "");
    return known(kind).map(each -> new Wanted(each, before, services));
  }

  private static Optional<Kind> known(String word) {
    return StreamSupport.stream(new KindWords().spliterator(), false)
        .filter(plural -> plural.equals(word) || plural.equals(word + "s"))
        .findFirst()
        .map(Kind::named);
  }

  private static String upTo(String word, char separator) {
    return word.substring(0, word.lastIndexOf(separator) + 1);
  }
}
