package io.podspan.cli.documents;

/**
 * Where a document, or a part of it, is written.
 *
 * @param file its path, or {@code standard input}
 * @param document counted from 1 within the file; 0 for the whole file
 * @param line counted from 1; 0 where it is not known
 */
public record Place(String file, int document, int line) {
  static Place of(String file) {
    return new Place(file, 0, 0);
  }

  Place at(int otherLine) {
    return new Place(file, document, otherLine);
  }

  @Override
  public String toString() {
    return file
        + (document == 0 ? "" : ", document " + document)
        + (line == 0 ? "" : ", line " + line);
  }
}
