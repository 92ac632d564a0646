/**
 * What is known of nodes, in Postgres, schema {@code collector}.
 *
 * <p>Invariant: what is known and the events that say so are one transaction, so a restart says
 * nothing twice and forgets nothing.
 *
 * <p>One table and four statements: plain JDBC, since an object-relational mapper would cost more
 * memory than all else here.
 */
@NullMarked
package io.podspan.routecollector.store;

import org.jspecify.annotations.NullMarked;
