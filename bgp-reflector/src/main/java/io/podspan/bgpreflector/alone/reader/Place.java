package io.podspan.bgpreflector.alone.reader;

/**
 * Where something is written.
 *
 * @param source a file, or an option such as {@code --listen}
 * @param line counted from 1; 0 where there are no lines
 * @param column counted from 1; 0 where there are no lines
 */
public record Place(String source, int line, int column) {
  static Place option(String name) {
    return new Place(name, 0, 0);
  }

  static Place wholeOf(String file) {
    return new Place(file, 0, 0);
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line + ":" + column;
  }
}
