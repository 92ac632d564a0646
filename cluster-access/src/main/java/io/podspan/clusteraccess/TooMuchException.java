package io.podspan.clusteraccess;

import java.io.IOException;

/** An API server answers with more than is taken of it, or for longer. */
final class TooMuchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String words;

  /**
   * @param words a clause for people: {@code the API server answers ...}
   */
  TooMuchException(String words) {
    super(words);
    this.words = words;
  }

  String words() {
    return words;
  }
}
