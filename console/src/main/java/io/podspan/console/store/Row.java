package io.podspan.console.store;

import io.podspan.console.journal.Arrival;
import java.time.LocalDate;

/**
 * What is about to be inserted.
 *
 * @param day the partition
 * @param incarnation which life of the topic, 0 for the first
 */
record Row(Arrival arrival, LocalDate day, long incarnation) {}
