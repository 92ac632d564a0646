package io.podspan.peeringservice.peering.router;

import java.util.function.Function;

/** What a configuration says to a question, or why it cannot be told. Unknown is never "no". */
public sealed interface Answer<T> {
  /**
   * @param source where it was read, for people: {@code the flag --enable-overlay}
   */
  record Known<T>(T value, String source) implements Answer<T> {}

  /**
   * @param why a clause for people
   */
  record Unknown<T>(String why) implements Answer<T> {}

  /** What follows from it, if it is known. */
  default <R> Answer<R> map(Function<T, R> conclusion) {
    return switch (this) {
      case Known<T>(T value, String source) -> new Known<>(conclusion.apply(value), source);
      case Unknown<T>(String why) -> new Unknown<>(why);
    };
  }

  /** Whether it is known, and is this. */
  default boolean is(T value) {
    return this instanceof Known<T>(T known, _) && known.equals(value);
  }
}
