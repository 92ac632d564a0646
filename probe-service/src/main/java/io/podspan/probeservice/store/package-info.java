/**
 * What is known of pairs of clusters, in Postgres, schema {@code probes}.
 *
 * <p>Invariant: the state of a pair and the events that tell of it are one transaction, so a
 * restart tells nothing twice and forgets nothing. Pairs that are not joined have no row.
 *
 * <p>One table and five statements: plain JDBC, for an object-relational mapper would be a quarter
 * of this service's memory.
 */
@NullMarked
package io.podspan.probeservice.store;

import org.jspecify.annotations.NullMarked;
