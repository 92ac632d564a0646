package io.podspan.servicekit.supervise;

import io.podspan.servicekit.secrets.HiddenWords;

/** A failure in one bounded line. */
final class Failure {
  private static final int LONGEST = 300;

  private Failure() {}

  static String text(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    String said = HiddenWords.hiddenIn(message).lines().findFirst().orElse("").strip();
    String line = kind + ": " + said;
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
