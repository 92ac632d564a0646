/**
 * The journal: all events in one order, each once.
 *
 * <p>In: {@link io.podspan.console.journal.Arrival}s are appended to the {@link
 * io.podspan.console.journal.Journal} and become {@link io.podspan.console.journal.Entry Entries}
 * with a sequence. Out: {@link io.podspan.console.journal.Follower} reads on from any sequence:
 * from memory ({@link io.podspan.console.journal.Recent}) if the entries are there, else from the
 * store. {@link io.podspan.console.journal.Tail} is the one thread that moves new entries from the
 * store into memory.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Sequences become visible in their order; a follower that continues after the last one it
 *       saw misses nothing.
 *   <li>{@link io.podspan.console.journal.EventFilter#matches} and the SQL of the store agree.
 *   <li>{@link io.podspan.console.journal.Projection} is a pure fold. Loaded from the store or made
 *       event by event, it is the same. A fact leaves it when the intent no longer covers it
 *       ({@link io.podspan.console.journal.IntentScope}).
 * </ol>
 */
@NullMarked
package io.podspan.console.journal;

import org.jspecify.annotations.NullMarked;
