package io.podspan.console.problem;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a cause takes with it, in words. */
final class Consequences {
  private Consequences() {}

  /** {@code with it: 1 session down, 4 routes missing}; null when there is nothing beside it. */
  static @Nullable String of(Kind kind, Problem.Counts counts) {
    List<String> parts = new ArrayList<>();
    if (kind.compareTo(Kind.SESSION) < 0 || (kind == Kind.SESSION && counts.sessions() > 1)) {
      add(parts, counts.sessions(), "session", "down");
    }
    if (kind != Kind.ROUTE) {
      add(parts, counts.routes(), "route", "missing");
    }
    if (kind != Kind.PING) {
      add(parts, counts.pairs(), "pair of nodes whose pods do not", "reach each other");
    }
    return parts.isEmpty() ? null : "with it: " + String.join(", ", parts);
  }

  private static void add(List<String> parts, int count, String noun, String state) {
    if (count > 0) {
      boolean pairs = noun.startsWith("pair");
      String many = pairs ? noun.replaceFirst("pair", "pairs") : noun + "s";
      parts.add(count + " " + (count == 1 ? noun : many) + " " + state);
    }
  }
}
