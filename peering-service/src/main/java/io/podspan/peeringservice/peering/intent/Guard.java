package io.podspan.peeringservice.peering.intent;

import org.jspecify.annotations.Nullable;

/**
 * Under which condition a caller wants his change. It is asked inside of the transaction that makes
 * the change, about what is there then. It throws where the condition does not hold; then nothing
 * is changed.
 */
@FunctionalInterface
public interface Guard<T> {
  /**
   * @param present what is there, null where there is nothing
   */
  void check(@Nullable T present);

  /** A change without a condition. */
  static <T> Guard<T> none() {
    return _ -> {};
  }
}
