package io.podspan.peeringservice.kubernetes;

import java.util.function.Function;
import java.util.function.Supplier;

/** Repeats what reads an object and then writes it, as long as another client is faster. */
public final class Attempts {
  /** A change of an object's status raises its version too, so a write may fail by chance. */
  private static final int MOST = 5;

  private Attempts() {}

  /**
   * @param attempt reads and writes
   * @param givenUp what comes of it if another client was faster each time, by the server's words
   */
  public static <T> T of(Supplier<T> attempt, Function<String, T> givenUp) {
    String lastWords = "";
    for (int i = 0; i < MOST; i++) {
      try {
        return attempt.get();
      } catch (ClusterCalls.ConflictException e) {
        lastWords = e.words();
      }
    }
    return givenUp.apply(lastWords);
  }
}
