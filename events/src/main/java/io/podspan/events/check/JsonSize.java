package io.podspan.events.check;

/** How many bytes a text takes in an event. Pure. */
public final class JsonSize {
  /** Quotes and a comma. */
  private static final int AROUND = 3;

  private JsonSize() {}

  /** As an element of a list, or as a value. */
  public static int of(String text) {
    int bytes = AROUND;
    for (int i = 0; i < text.length(); i++) {
      bytes += of(text.charAt(i));
    }
    return bytes;
  }

  /** Without what is around it. */
  static int inside(String text) {
    return of(text) - AROUND;
  }

  /** In JSON as we write it: UTF-8, and escapes where JSON wants them. */
  static int of(char c) {
    if (c < 0x20) {
      return 6;
    }
    if (c == '"' || c == '\\') {
      return 2;
    }
    if (c < 0x80) {
      return 1;
    }
    // Half of the four bytes of a pair of surrogates.
    return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
  }
}
