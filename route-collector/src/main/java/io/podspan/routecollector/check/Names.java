package io.podspan.routecollector.check;

import org.jspecify.annotations.Nullable;

/** Words of a node that go into values. */
final class Names {
  private Names() {}

  /** A short word without anything that is not printed, null for everything else. */
  static @Nullable String device(@Nullable String word) {
    return word != null && word.matches("[\\x21-\\x7e]{1,32}") ? word : null;
  }
}
