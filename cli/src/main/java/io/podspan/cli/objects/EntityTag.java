package io.podspan.cli.objects;

/** From the header ETag to what a document has as its version. Pure. */
final class EntityTag {
  private EntityTag() {}

  /** Without its quotes. */
  static String version(String header) {
    return header.length() > 1 && header.startsWith("\"") && header.endsWith("\"")
        ? header.substring(1, header.length() - 1)
        : header;
  }
}
