/**
 * The read side: every event of every topic in one journal, the present state that follows from it,
 * and a page that shows both live.
 *
 * <p>In: {@code events} takes batches from Kafka and appends them to the journal ({@code store}).
 * Out: one thread follows the journal by its sequence and feeds the overview and the readers of the
 * stream ({@code journal}, {@code overview}); {@code why} finds out why one end does not reach
 * another; {@code api} answers. Readers get an event only after its transaction has committed.
 *
 * <p>Only {@code owners} calls other services, to answer {@code why} (ADR 35).
 *
 * <p>Arrows: {@code api}, {@code events}, {@code store} to {@code why}, {@code overview} and {@code
 * problem}, {@code why} to {@code overview}, these to {@code journal}. {@code journal} knows the
 * contract of {@code io.podspan.events} only.
 */
@NullMarked
package io.podspan.console;

import org.jspecify.annotations.NullMarked;
