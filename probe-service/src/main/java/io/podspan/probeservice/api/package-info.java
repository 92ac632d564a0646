/**
 * REST: the matrix, one pair, a probe now; and the metrics.
 *
 * <p>Every instance answers for all pairs, because all share one table. Metrics are of the pairs
 * that the instance itself measured. Calls run on virtual threads.
 */
@NullMarked
package io.podspan.probeservice.api;

import org.jspecify.annotations.NullMarked;
