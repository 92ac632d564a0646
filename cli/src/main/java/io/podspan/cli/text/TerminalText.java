package io.podspan.cli.text;

import io.podspan.events.check.Printable;

/**
 * Texts of others as a terminal may show them. What it would obey, or what turns the order of
 * characters around, is written as JSON writes it: <code>\\u001b</code>. Pure.
 */
public final class TerminalText {
  private TerminalText() {}

  /** A text of one line: line feeds and tabs are escaped, too. */
  public static String line(String text) {
    return escaped(text, "");
  }

  /** A text of several lines. */
  static String lines(String text) {
    return escaped(text, "\n\t");
  }

  private static String escaped(String text, String kept) {
    if (text.codePoints().allMatch(c -> Printable.isPrintable(c) || kept.indexOf(c) >= 0)) {
      return text;
    }
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Printable.isPrintable(c) || kept.indexOf(c) >= 0) {
                escaped.appendCodePoint(c);
              } else {
                for (char unit : Character.toChars(c)) {
                  escaped.append("\\u%04x".formatted((int) unit));
                }
              }
            });
    return escaped.toString();
  }
}
