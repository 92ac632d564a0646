package io.podspan.bgpreflector.alone.reader;

/**
 * Something that is wrong with the settings.
 *
 * @param remedy what to do about it
 */
public record Fault(Place place, String what, String remedy) {
  @Override
  public String toString() {
    return Printable.line(place + ": " + what + "; " + remedy);
  }
}
