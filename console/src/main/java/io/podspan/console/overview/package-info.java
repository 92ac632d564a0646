/**
 * The present state: clusters, interconnects, sessions, routes, reachability and the last rollouts.
 *
 * <p>{@link io.podspan.console.overview.Overview#of} is a pure function of {@link
 * io.podspan.console.journal.Projection}; each view is made from it. REST answers these records,
 * and the page shows them. Nothing is judged here: conditions are those that peering-service
 * published.
 */
@NullMarked
package io.podspan.console.overview;

import org.jspecify.annotations.NullMarked;
