package io.podspan.bgpreflector.alone;

/** What the shell learns. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int USAGE = 2;

  static final String OK_TEXT = "0:stopped as asked, or the settings are good";
  static final String FAILED_TEXT = "1:it cannot listen, or its routing table broke";
  static final String USAGE_TEXT =
      "2:the command line or the file is wrong; standard error says where";

  private ExitCode() {}
}
