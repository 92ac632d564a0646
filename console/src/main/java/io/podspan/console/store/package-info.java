/**
 * The journal in Postgres, schema {@code console}.
 *
 * <p>{@link io.podspan.console.store.PostgresJournal} is the port {@link
 * io.podspan.console.journal.Journal} in SQL: one transaction per batch, under an advisory lock, so
 * sequences become visible in their order, also with several consoles. {@link
 * io.podspan.console.store.Partitions} makes a partition per day and drops old ones. {@link
 * io.podspan.console.store.JournalThread} follows the journal and does the housekeeping.
 *
 * <p>Plain JDBC: the tables are append-only and partitioned, and a batch is one statement with
 * arrays.
 */
@NullMarked
package io.podspan.console.store;

import org.jspecify.annotations.NullMarked;
