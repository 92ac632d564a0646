/**
 * Ends: what a packet may come from or go to, by the name that people give it, and what it is now.
 *
 * <p>{@link io.podspan.probeservice.ends.EndName} reads a name; the port {@link
 * io.podspan.probeservice.ends.Ends} asks the cluster; the answer is a {@link
 * io.podspan.probeservice.ends.Lookup}: found, absent (the API server says so) or not known (it
 * could not be asked). {@link io.podspan.probeservice.ends.Territory} says which addresses are the
 * clusters' own.
 *
 * <p>Invariant: "could not be asked" is never "absent".
 *
 * <p>Plain Java, immutable values, any thread.
 */
@NullMarked
package io.podspan.probeservice.ends;

import org.jspecify.annotations.NullMarked;
