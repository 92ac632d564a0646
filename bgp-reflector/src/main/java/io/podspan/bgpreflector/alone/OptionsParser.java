package io.podspan.bgpreflector.alone;

import io.podspan.bgpreflector.alone.reader.OptionTree;
import io.podspan.bgpreflector.alone.reader.Suggestion;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a command line: {@code --name value} or {@code --name=value}. By hand, since the libraries
 * for it would take as long as all the rest of a start.
 */
final class OptionsParser {
  private static final int MAX_STATUS_EVERY = 86_400;

  private final Map<Option, List<String>> given = new EnumMap<>(Option.class);

  Options.Parsed parse(List<String> arguments) {
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String problem = take(rest.next(), rest);
      if (!problem.isEmpty()) {
        return new Options.Wrong(problem);
      }
    }
    if (given.containsKey(Option.HELP)) {
      return new Options.Help();
    }
    return given.containsKey(Option.VERSION) ? new Options.Version() : options();
  }

  /** What is wrong with it; empty when nothing is. */
  private String take(String argument, Iterator<String> rest) {
    int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
    String name = equals < 0 ? argument : argument.substring(0, equals);
    Option option = Option.named(name).orElse(null);
    if (option == null) {
      return unknown(name);
    }
    if (!option.takesValue()) {
      given.put(option, List.of());
      return equals < 0 ? "" : option.full() + " takes no value";
    }
    if (equals < 0 && !rest.hasNext()) {
      return option.full() + " needs a value";
    }
    String value = equals < 0 ? rest.next() : argument.substring(equals + 1);
    given.computeIfAbsent(option, _ -> new ArrayList<>()).addAll(parts(option, value));
    return "";
  }

  private static String unknown(String name) {
    List<String> known = Arrays.stream(Option.values()).map(Option::full).toList();
    return "there is no option '"
        + name
        + "'"
        + Suggestion.of(name, known).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  private static List<String> parts(Option option, String value) {
    return switch (option) {
      case LISTEN, ALLOW, ORIGINATE -> List.of(value.split(","));
      case FILE, ASN, ROUTER_ID, CLUSTER_ID, STATUS_EVERY, CHECK_CONFIG, HELP, VERSION ->
          List.of(value);
    };
  }

  private Options.Parsed options() {
    for (Map.Entry<Option, List<String>> entry : given.entrySet()) {
      if (isSingle(entry.getKey()) && entry.getValue().size() > 1) {
        return new Options.Wrong(entry.getKey().full() + " is given twice");
      }
    }
    String every = value(Option.STATUS_EVERY).orElse("0");
    if (!every.matches("\\d{1,5}") || Integer.parseInt(every) > MAX_STATUS_EVERY) {
      return new Options.Wrong("--status-every takes seconds, up to " + MAX_STATUS_EVERY);
    }
    try {
      Optional<Path> file = value(Option.FILE).map(Path::of);
      return new Options.Good(
          new Options(
              file, settings(), Integer.parseInt(every), given.containsKey(Option.CHECK_CONFIG)));
    } catch (InvalidPathException unusable) {
      return new Options.Wrong("--file is no name of a file");
    }
  }

  private static boolean isSingle(Option option) {
    return switch (option) {
      case FILE, ASN, ROUTER_ID, CLUSTER_ID, STATUS_EVERY -> true;
      case LISTEN, ALLOW, ORIGINATE, CHECK_CONFIG, HELP, VERSION -> false;
    };
  }

  private Optional<String> value(Option option) {
    return Optional.ofNullable(given.get(option)).map(List::getFirst);
  }

  private OptionTree settings() {
    OptionTree tree = new OptionTree();
    value(Option.ASN).ifPresent(asn -> tree.value("--asn", "asn", asn));
    value(Option.ROUTER_ID).ifPresent(id -> tree.value("--router-id", "routerId", id));
    value(Option.CLUSTER_ID).ifPresent(id -> tree.value("--cluster-id", "clusterId", id));
    list(Option.LISTEN).ifPresent(all -> tree.values("--listen", "listen", all));
    list(Option.ORIGINATE).ifPresent(all -> tree.values("--originate", "originate", all));
    list(Option.ALLOW).ifPresent(all -> tree.sections("--allow", "ranges", "range", all));
    return tree;
  }

  private Optional<List<String>> list(Option option) {
    return Optional.ofNullable(given.get(option));
  }
}
