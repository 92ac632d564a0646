/**
 * Work that is repeated per subject: reading each cluster, probing each pair.
 *
 * <p>{@link io.podspan.servicekit.rounds.Rounds} gives every subject a virtual thread of its own,
 * which does a round, pauses as long as that round said, and does the next at once when somebody
 * triggers it. Invariant: two rounds of one subject never overlap, and a trigger during a round
 * leads to another one after it.
 */
@NullMarked
package io.podspan.servicekit.rounds;

import org.jspecify.annotations.NullMarked;
