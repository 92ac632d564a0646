package io.podspan.cli.objects;

/** Between the header ETag and what a document has as its version. Pure. */
final class EntityTag {
  private EntityTag() {}

  /** Without its quotes. */
  static String version(String header) {
    return header.length() > 1 && header.startsWith("\"") && header.endsWith("\"")
        ? header.substring(1, header.length() - 1)
        : header;
  }

  /** As If-Match has it; empty where there is no version. */
  static String header(String version) {
    return version.isEmpty() ? "" : '"' + version + '"';
  }
}
