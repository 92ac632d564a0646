package io.podspan.routecollector.bmp;

/** Texts of routers, which may hold anything. */
final class Words {
  private Words() {}

  /** In one line, printable, and not too long. */
  static String harmless(String text) {
    String line = text.replaceAll("[^\\p{L}\\p{N}\\p{P}\\p{S} ]+", " ").strip();
    return line.length() > Limits.TEXT ? line.substring(0, Limits.TEXT) + "..." : line;
  }
}
