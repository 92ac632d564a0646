/**
 * When to look: the intent says which clusters there are, the work share which of them are ours,
 * and the reflectors' session events that something is about to change.
 *
 * <p>{@link io.podspan.routecollector.events.ClusterRounds} owns the rounds, one virtual thread per
 * cluster; two looks at one cluster never overlap.
 */
@NullMarked
package io.podspan.routecollector.events;

import org.jspecify.annotations.NullMarked;
