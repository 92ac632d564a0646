package io.podspan.console.api;

import io.podspan.servicekit.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Sequences of the journal as text. */
final class Sequences {
  private Sequences() {}

  /**
   * @return null when there is none
   */
  static @Nullable Long parse(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      long sequence = Long.parseLong(text.strip());
      if (sequence >= 0) {
        return sequence;
      }
    } catch (NumberFormatException _) {
      // Answered below, like a negative number.
    }
    throw ProblemException.badRequest(
        name + " is not a sequence: " + text, "Use a whole number from 0.");
  }
}
