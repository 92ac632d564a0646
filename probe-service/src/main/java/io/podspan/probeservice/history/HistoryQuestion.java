package io.podspan.probeservice.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the history is asked for.
 *
 * @param from null for any cluster
 * @param to null for any cluster
 * @param nodes pairs of nodes, not of clusters as a whole
 * @param total one row for each pair, over all of the time
 * @param since the first moment
 * @param until no more
 * @param limit rows on a page
 * @param after the place of the last row of the page before; null for the first page
 */
public record HistoryQuestion(
    Step step,
    @Nullable Spot from,
    @Nullable Spot to,
    boolean nodes,
    boolean total,
    Instant since,
    Instant until,
    int limit,
    @Nullable Mark after) {

  /** A place in the order of the store: by pair, then by time. */
  public record Mark(int from, int to, Instant begin) {}
}
