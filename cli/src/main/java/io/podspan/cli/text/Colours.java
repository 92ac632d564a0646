package io.podspan.cli.text;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Whether colours are shown, and where. {@link PrintableOutput} lets no escape pass, so a command
 * that paints writes past it, and escapes by {@link TerminalText} what comes from others.
 */
public final class Colours {
  private Colours() {}

  /** In a terminal that knows them, unless the variable {@code NO_COLOR} says no. */
  public static boolean wanted() {
    Console console = System.console();
    return wanted(console != null && console.isTerminal(), System.getenv());
  }

  static boolean wanted(boolean terminal, Map<String, String> environment) {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  /** Standard output, as it is. */
  public static PrintStream terminal() {
    return new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
  }
}
