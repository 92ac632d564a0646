/**
 * Paths: what one end reaches of another, measured on demand, several kinds at once.
 *
 * <p>Flow: {@link io.podspan.probeservice.paths.PathProber} looks both ends up, finds the pod that
 * measures and the address that it measures to, and asks the port {@link
 * io.podspan.probeservice.paths.PathPods} for all kinds in one command. Each kind becomes a {@link
 * io.podspan.probeservice.paths.PathResult}.
 *
 * <p>Invariants: what could not be measured is NOT_MEASURED with a reason, never UNREACHED; pods
 * measure to addresses of registered clusters only.
 *
 * <p>Plain Java, any thread.
 */
@NullMarked
package io.podspan.probeservice.paths;

import org.jspecify.annotations.NullMarked;
