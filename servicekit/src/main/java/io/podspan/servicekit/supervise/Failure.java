package io.podspan.servicekit.supervise;

import io.podspan.servicekit.outage.Advice;
import io.podspan.servicekit.secrets.HiddenWords;

/** A failure in one bounded line, and which setting to look at. */
final class Failure {
  private static final int LONGEST = 500;

  private Failure() {}

  static String text(Throwable failure) {
    String advice = Advice.of(failure).map(said -> said + ". ").orElse("");
    return line(HiddenWords.hiddenIn(advice + plain(failure)));
  }

  private static String plain(Throwable failure) {
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    if (message == null || message.isBlank()) {
      return kind;
    }
    return kind + ": " + HiddenWords.hiddenIn(message).lines().findFirst().orElse("").strip();
  }

  private static String line(String line) {
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
