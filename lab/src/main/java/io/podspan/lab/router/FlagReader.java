package io.podspan.lab.router;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code --flag=value}, {@code --flag value} and bare {@code --switch}; the last one wins.
 */
final class FlagReader {
  private static final Set<String> TRUE = Set.of("1", "t", "T", "true", "TRUE", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "false", "FALSE", "False");

  private final Map<String, String> values;

  private FlagReader(Map<String, String> values) {
    this.values = values;
  }

  static FlagReader read(List<String> arguments) {
    var values = new HashMap<String, String>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        continue;
      }
      int equals = argument.indexOf('=');
      if (equals > 0) {
        values.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else if (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("-")) {
        values.put(argument.substring(2), arguments.get(++i));
      } else {
        values.put(argument.substring(2), "true");
      }
    }
    return new FlagReader(values);
  }

  String text(String flag, String otherwise) {
    return values.getOrDefault(flag, otherwise);
  }

  /** A comma list; brackets as in {@code [a,b]} are allowed, an empty value is an empty list. */
  List<String> list(String flag) {
    String value = text(flag, "").replaceAll("^\\[|\\]$", "");
    return value.isBlank() ? List.of() : List.of(value.split(",", -1));
  }

  boolean isOn(String flag, boolean otherwise) {
    String value = values.get(flag);
    if (value == null) {
      return otherwise;
    }
    if (!TRUE.contains(value) && !FALSE.contains(value)) {
      throw new InvalidFlagsException(
          "invalid argument \"%s\" for \"--%s\" flag: not a boolean".formatted(value, flag));
    }
    return TRUE.contains(value);
  }

  long number(String flag, long otherwise, long lowest, long highest) {
    return values.containsKey(flag) ? number(flag, values.get(flag), lowest, highest) : otherwise;
  }

  static long number(String flag, @Nullable String value, long lowest, long highest) {
    if (value != null && value.matches("\\d{1,18}")) {
      long number = Long.parseLong(value);
      if (number >= lowest && number <= highest) {
        return number;
      }
    }
    throw new InvalidFlagsException(
        "invalid argument \"%s\" for \"--%s\" flag: not a number from %d to %d"
            .formatted(value, flag, lowest, highest));
  }

  /** Go's notation, as in {@code 90s} or {@code 1m30s}; whole seconds only. */
  long seconds(String flag, long otherwise) {
    String value = values.get(flag);
    if (value == null) {
      return otherwise;
    }
    try {
      return Duration.parse("PT" + value).toSeconds();
    } catch (DateTimeParseException e) {
      throw new InvalidFlagsException(
          "invalid argument \"%s\" for \"--%s\" flag: not a duration".formatted(value, flag));
    }
  }
}
