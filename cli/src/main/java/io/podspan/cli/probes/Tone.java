package io.podspan.cli.probes;

/** How a cell is meant, and its colour in a terminal. */
enum Tone {
  PLAIN(""),
  WELL("32"),
  PARTLY("33"),
  FAILED("1;31"),
  UNKNOWN("2");

  private static final String ESCAPE = "\u001b[";

  private final String code;

  Tone(String code) {
    this.code = code;
  }

  /** The text with its colour (ECMA-48 SGR); as it is where it has none. */
  String paint(String text) {
    return code.isEmpty() ? text : ESCAPE + code + "m" + text + ESCAPE + "0m";
  }
}
