package io.podspan.console.journal;

import org.jspecify.annotations.Nullable;

/**
 * A part of the entries.
 *
 * @param after only entries after this sequence, in the direction of the order; null for all
 * @param limit the largest number of entries
 * @param characters so many characters of data end it early; entries may be large, memory is not
 * @param order their order
 */
public record Page(@Nullable Long after, int limit, int characters, Order order) {
  /** As much as one answer or one step of the journal's thread may hold. */
  public static final int MOST_CHARACTERS = 1 << 20;

  /** By sequence. */
  public enum Order {
    ASC,
    DESC
  }

  public static Page after(long sequence, int limit) {
    return after(sequence, limit, MOST_CHARACTERS);
  }

  /** The same with fewer characters. */
  public static Page after(long sequence, int limit, int characters) {
    return new Page(sequence, limit, characters, Order.ASC);
  }
}
