package io.podspan.clusteraccess;

import io.podspan.events.check.Printable;

/**
 * A kubeconfig cannot be used. The message never quotes the content of the file, save names of its
 * entries. Those may hold anything, so both texts are one line of characters that are seen, and
 * bounded.
 */
public final class UnusableAccessException extends RuntimeException {
  /** In characters. */
  static final int LONGEST = 1_000;

  private static final long serialVersionUID = 1L;

  private final String nextStep;

  public UnusableAccessException(String message, String nextStep) {
    super(line(message));
    this.nextStep = line(nextStep);
  }

  /** What to do about it, for people. */
  public String nextStep() {
    return nextStep;
  }

  private static String line(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> line.appendCodePoint(Printable.isPrintable(c) ? c : '?'));
    return line.length() < text.length() ? line + "..." : line.toString();
  }
}
