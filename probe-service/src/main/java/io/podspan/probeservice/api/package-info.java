/**
 * What others ask: the matrix, a pair, a probe now; whether the service is ready, and its figures.
 *
 * <p>Every instance answers for all pairs, since all share one ledger; metrics are of the pairs
 * that the instance itself measured. Calls run on virtual threads.
 */
@NullMarked
package io.podspan.probeservice.api;

import org.jspecify.annotations.NullMarked;
