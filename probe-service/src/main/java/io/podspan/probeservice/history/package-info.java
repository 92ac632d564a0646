/**
 * What was measured, kept over time: loss and round trips of each pair of clusters and of nodes.
 *
 * <p>In: every measurement goes into a {@link io.podspan.probeservice.history.Tally}, minute by
 * minute. A minute that has ended is taken out of it and written through the port {@link
 * io.podspan.probeservice.history.HistoryStore}, which adds it to the minute, the hour and the day.
 * Out: the store answers a {@link io.podspan.probeservice.history.HistoryQuestion} page by page.
 *
 * <p>Rows of each step are kept for a time of their own ({@link
 * io.podspan.probeservice.history.Retention}); a question without a step gets the finest that is
 * still there.
 *
 * <p>Round trips are counted in {@link io.podspan.probeservice.history.Buckets} of a fixed ratio,
 * so that the percentiles of an hour come from its minutes by addition.
 *
 * <p>Invariants: a pair that could not be measured leaves no figures, and is no loss; what waits to
 * be written is bounded, and what is dropped is counted; percentiles are never averaged.
 */
@NullMarked
package io.podspan.probeservice.history;

import org.jspecify.annotations.NullMarked;
