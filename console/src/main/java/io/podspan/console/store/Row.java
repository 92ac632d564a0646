package io.podspan.console.store;

import io.podspan.console.journal.Arrival;
import java.time.LocalDate;

/**
 * An event that is to be inserted.
 *
 * @param day the partition
 * @param incarnation 0, or a number of its own for each time that the topic was created again
 */
record Row(Arrival arrival, LocalDate day, long incarnation) {

  /** The same event, of a topic that was created again. */
  Row reborn(long number) {
    return new Row(arrival, day, number);
  }
}
