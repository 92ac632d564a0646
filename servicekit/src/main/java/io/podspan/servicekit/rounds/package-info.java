/**
 * Work that is repeated per subject: reading each cluster, probing each pair.
 *
 * <p>{@link io.podspan.servicekit.rounds.Rounds} gives every subject a virtual thread. The thread
 * does a round, pauses as long as the round said, and does the next one. A trigger ends the pause.
 * {@link io.podspan.servicekit.rounds.Pace} works out the pause. {@link
 * io.podspan.servicekit.rounds.OnDemand} is one piece of work that is done when it is asked for.
 *
 * <p>Invariants: two rounds of one subject never overlap. After a trigger during a round, another
 * round follows.
 */
@NullMarked
package io.podspan.servicekit.rounds;

import org.jspecify.annotations.NullMarked;
