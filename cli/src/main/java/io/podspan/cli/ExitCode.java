package io.podspan.cli;

/** What the shell learns. */
final class ExitCode {
  static final int OK = 0;

  /** A service refused or failed, a start failed, or pods do not reach each other. */
  static final int FAILED = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  /** A service does not answer. */
  static final int UNREACHABLE = 3;

  /** A strict check found cautions. */
  static final int CAUTIONS = 4;

  /** A question could not be answered: neither yes nor no. */
  static final int NOT_FOUND_OUT = 4;

  static final String HEADING = "%nExit codes:%n";
  static final String OK_TEXT = "0:done";
  static final String FAILED_TEXT =
      "1:refused or failed; standard error says what happened, where, and what to do";
  static final String USAGE_TEXT = "2:the command line is wrong";
  static final String UNREACHABLE_TEXT = "3:a service does not answer";

  private ExitCode() {}
}
