package io.podspan.console.journal;

import java.util.List;

/** How numbers, lists and times are said in sentences. */
final class Words {
  private Words() {}

  static String listed(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  static String counted(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  static String duration(long millis) {
    long seconds = millis / 1_000;
    if (seconds < 60) {
      return "%d.%d s".formatted(seconds, millis % 1_000 / 100);
    }
    if (seconds < 3_600) {
      return "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
    return "%d h %d min".formatted(seconds / 3_600, seconds % 3_600 / 60);
  }
}
