package io.podspan.cli.fleet;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured, and what it was to be. Printed at once, so that a long run shows something.
 */
final class Figures {
  private final PrintStream out;
  private final List<String> missed = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();

  Figures(PrintStream out) {
    this.out = out;
  }

  /** A figure without an aim. */
  void say(String what, String value) {
    out.printf(Locale.ROOT, "%-34s %s%n", what, value);
    out.flush();
  }

  /** A figure that is to be below. */
  void below(String what, double value, double aim, String unit) {
    aimed(what, value, "< " + number(aim), value < aim, unit);
  }

  /** A figure that is to be above. */
  void above(String what, double value, double aim, String unit) {
    aimed(what, value, "> " + number(aim), value > aim, unit);
  }

  private void aimed(String what, double value, String aim, boolean reached, String unit) {
    if (!reached) {
      missed.add(what);
    }
    say(
        what,
        "%s %s (aim %s: %s)".formatted(number(value), unit, aim, reached ? "reached" : "MISSED"));
  }

  /** What must not be there. */
  void none(String what, List<String> found) {
    if (!found.isEmpty()) {
      wrong.add(what);
    }
    say(
        what,
        found.isEmpty() ? "none" : found.size() + " FOUND: " + found.stream().limit(5).toList());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  /** The aims that are not reached. */
  List<String> missed() {
    return List.copyOf(missed);
  }

  /** What must not be, however slow the machine is. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }
}
