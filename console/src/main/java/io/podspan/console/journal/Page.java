package io.podspan.console.journal;

import org.jspecify.annotations.Nullable;

/**
 * Which part of the entries.
 *
 * @param after only beyond this sequence, in the direction of the order; null from its beginning
 * @param limit at most so many
 * @param order in which order
 */
public record Page(@Nullable Long after, int limit, Order order) {

  /** By sequence. */
  public enum Order {
    ASC,
    DESC
  }

  public static Page after(long sequence, int limit) {
    return new Page(sequence, limit, Order.ASC);
  }
}
