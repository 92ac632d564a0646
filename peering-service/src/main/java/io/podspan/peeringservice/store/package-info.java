/**
 * The schema {@code peering} in Postgres: rows, and the ports that are kept in them.
 *
 * <p>A noun is one JSON document in one row, found by its name; columns beside it are there for
 * queries only. Who decides on clusters or interconnects takes {@code serialise()} first, so there
 * is one writer of intent at a time. A rollout is replaced only if it still is what its owner knew.
 * What other services said is kept as the newest word by the time of its event.
 *
 * <p>A row that two owners write is read under its lock, or each writes only its own column: what a
 * transaction has read before it took the lock may be old, and a lock alone does not read it again.
 */
@NullMarked
package io.podspan.peeringservice.store;

import org.jspecify.annotations.NullMarked;
