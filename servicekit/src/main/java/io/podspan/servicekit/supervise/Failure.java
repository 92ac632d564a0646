package io.podspan.servicekit.supervise;

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
    String line = kind + ": " + message.lines().findFirst().orElse("").strip();
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line;
  }
}
