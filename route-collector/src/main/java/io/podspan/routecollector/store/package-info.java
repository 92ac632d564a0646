/**
 * What is known of nodes, in Postgres, schema {@code collector}.
 *
 * <p>Invariant: what is known of a node and its events are one transaction. A restart repeats no
 * event and loses none.
 *
 * <p>Two tables and a few statements. It is plain JDBC, because an object-relational mapper would
 * need more memory than the rest of the service.
 */
@NullMarked
package io.podspan.routecollector.store;

import org.jspecify.annotations.NullMarked;
