/**
 * The journal: all events in one order, each once.
 *
 * <p>In: {@link io.podspan.console.journal.Arrival}s are appended to the {@link
 * io.podspan.console.journal.Journal} and become {@link io.podspan.console.journal.Entry Entries}
 * with a sequence. Out: {@link io.podspan.console.journal.Follower} reads on from any sequence, out
 * of memory ({@link io.podspan.console.journal.Recent}) where it can, out of the store where it
 * must. {@link io.podspan.console.journal.Tail} is the one thread that moves new entries from the
 * store into memory.
 *
 * <p>Invariants:
 *
 * <ol>
 *   <li>Sequences become visible in their order; a follower that continues after the last one it
 *       saw misses nothing.
 *   <li>{@link io.podspan.console.journal.EventFilter#matches} and the SQL of the store agree.
 *   <li>{@link io.podspan.console.journal.Standing} is a pure fold: made from the store at start or
 *       event by event, it is the same.
 * </ol>
 */
@NullMarked
package io.podspan.console.journal;

import org.jspecify.annotations.NullMarked;
