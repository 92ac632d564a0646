/**
 * The use cases: a round of probes, a probe on demand, and what is known of all pairs.
 *
 * <p>{@link io.podspan.probeservice.probe.Probing} measures ({@code measure}), and gives the
 * measurements to the port {@link io.podspan.probeservice.probe.Ledger}, which judges them ({@code
 * verdict}), keeps the result and announces it in one transaction.
 *
 * <p>All that is measured of joined pairs is counted for the {@code history}, too.
 *
 * <p>Arrows: {@code probe} knows {@code verdict} and {@code history}; those know {@code measure}.
 * All are plain Java.
 */
@NullMarked
package io.podspan.probeservice.probe;

import org.jspecify.annotations.NullMarked;
