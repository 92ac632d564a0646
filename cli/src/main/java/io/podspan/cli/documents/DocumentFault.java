package io.podspan.cli.documents;

/**
 * Why a document cannot be used.
 *
 * @param what a sentence without its full stop
 * @param remedy what to do, likewise
 */
public record DocumentFault(Place place, String what, String remedy) {
  @Override
  public String toString() {
    return place + ": " + what + ".\n  what to do: " + remedy + ".";
  }
}
