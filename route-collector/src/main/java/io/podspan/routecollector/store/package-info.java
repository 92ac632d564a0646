/**
 * What is known of nodes, in Postgres, schema {@code collector}.
 *
 * <p>Invariant: what is known and the events that say so are one transaction, so a restart says
 * nothing twice and forgets nothing.
 */
@NullMarked
package io.podspan.routecollector.store;

import org.jspecify.annotations.NullMarked;
