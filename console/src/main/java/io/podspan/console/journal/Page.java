package io.podspan.console.journal;

import org.jspecify.annotations.Nullable;

/**
 * A part of the entries.
 *
 * @param after only entries after this sequence, in the direction of the order; null for all
 * @param limit the largest number of entries
 * @param order their order
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
