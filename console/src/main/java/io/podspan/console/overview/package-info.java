/**
 * What the journal adds up to: the clusters, interconnects, sessions, routes and reachability of
 * now, and the last rollouts.
 *
 * <p>{@link io.podspan.console.overview.Overview#of} is a pure function of {@link
 * io.podspan.console.journal.Standing}; each view makes itself from it. The records are what REST
 * answers and what the page shows.
 */
@NullMarked
package io.podspan.console.overview;

import org.jspecify.annotations.NullMarked;
