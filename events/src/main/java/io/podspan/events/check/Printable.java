package io.podspan.events.check;

/**
 * Which characters a name or a sentence may have. Control characters are orders to a terminal, and
 * formats are marks of direction, joiners and tags: not seen, and able to turn a text around. Pure.
 */
public final class Printable {
  private Printable() {}

  /** Whether each character is one that is seen. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(Printable::isPrintable);
  }

  /** The text with a question mark for each other character; line feeds and tabs stay. */
  static String lines(String text) {
    if (text.codePoints().allMatch(Printable::isOfLines)) {
      return text;
    }
    StringBuilder lines = new StringBuilder();
    text.codePoints().forEach(c -> lines.appendCodePoint(isOfLines(c) ? c : '?'));
    return lines.toString();
  }

  private static boolean isOfLines(int character) {
    return character == '\n' || character == '\t' || isPrintable(character);
  }

  /** Whether the code point is one that is seen. */
  public static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
