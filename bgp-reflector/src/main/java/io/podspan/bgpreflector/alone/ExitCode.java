package io.podspan.bgpreflector.alone;

/** What the shell learns; {@link HelpText} says it to people. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private ExitCode() {}
}
