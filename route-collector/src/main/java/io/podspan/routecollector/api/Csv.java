package io.podspan.routecollector.api;

import java.util.List;
import java.util.stream.Collectors;

/** Rows of CSV (RFC 4180). */
final class Csv {
  private Csv() {}

  static String row(List<String> cells) {
    return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
  }

  /** A spreadsheet would take a cell that begins so for a formula. */
  private static String cell(String text) {
    String harmless = text.matches("(?s)[=+@\\-\\t].*") ? "'" + text : text;
    return harmless.matches("[^\",\r\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
  }
}
