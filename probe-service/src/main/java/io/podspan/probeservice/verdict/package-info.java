/**
 * What a measurement means.
 *
 * <p>{@link io.podspan.probeservice.verdict.Verdict} is the state of a pair of clusters with its
 * figures; {@link io.podspan.probeservice.verdict.Explanation} finds why, as a value; {@link
 * io.podspan.probeservice.verdict.Outcome} compares with the state before, and so finds whether
 * there is something to announce.
 *
 * <p>A change is not believed at once: {@link io.podspan.probeservice.verdict.Hysteresis}, {@link
 * io.podspan.probeservice.verdict.NewFailures}, {@link io.podspan.probeservice.verdict.News}.
 *
 * <p>Invariants: pure, without clock and I/O; what was not measured is never called unreachable.
 */
@NullMarked
package io.podspan.probeservice.verdict;

import org.jspecify.annotations.NullMarked;
