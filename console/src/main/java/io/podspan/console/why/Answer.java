package io.podspan.console.why;

import java.time.Instant;

/** What the owner of a truth answered to a question. */
public sealed interface Answer<T> {

  /**
   * The answer.
   *
   * @param at when it came
   */
  record Said<T>(T value, Instant at) implements Answer<T> {}

  /**
   * The owner says that there is no such thing.
   *
   * @param what a sentence
   * @param toDo a sentence
   */
  record None<T>(String what, String toDo) implements Answer<T> {}

  /**
   * It could not be found out.
   *
   * @param why a clause without a full stop
   */
  record Silent<T>(String why) implements Answer<T> {}

  /** It was not asked. */
  static <T> Answer<T> unasked(String why) {
    return new Silent<>(why);
  }
}
