/**
 * What is known of pairs of clusters, in Postgres, schema {@code probes}.
 *
 * <p>Invariant: the state of a pair and its events are one transaction. A restart repeats no event
 * and loses none. Pairs that are not joined have no row.
 *
 * <p>One table and five statements. It is plain JDBC, because an object-relational mapper would be
 * a quarter of this service's memory.
 */
@NullMarked
package io.podspan.probeservice.store;

import org.jspecify.annotations.NullMarked;
