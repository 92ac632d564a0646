package io.podspan.routecollector.bmp;

/** Texts of routers, which may hold anything. */
final class Words {
  private Words() {}

  /** An AS_PATH, not too long. */
  static String path(String text) {
    return shortened(text, Limits.PATH);
  }

  /** In one line, printable, and not too long. */
  static String harmless(String text) {
    String line = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]+", " ").strip();
    return shortened(line, Limits.TEXT);
  }

  private static String shortened(String text, int most) {
    return text.length() > most ? text.substring(0, most) + "..." : text;
  }
}
