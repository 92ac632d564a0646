/**
 * What is known of pairs of clusters, in Postgres, schema {@code probes}.
 *
 * <p>Invariant: the state of a pair and the events that tell of it are one transaction, so a
 * restart tells nothing twice and forgets nothing. Pairs that are not joined have no row.
 */
@NullMarked
package io.podspan.probeservice.store;

import org.jspecify.annotations.NullMarked;
