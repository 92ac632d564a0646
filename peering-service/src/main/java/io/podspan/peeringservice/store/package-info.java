/**
 * The schema {@code peering} in Postgres: rows, and the ports that are kept in them.
 *
 * <p>A cluster, an interconnect or a rollout is one JSON document in one row, found by its name or
 * id. The columns beside the document are for queries only. Code that decides on clusters or
 * interconnects calls {@code serialise()} first, so there is one writer of intent at a time. A
 * rollout is replaced only if it still is what its owner knew. Of the reports of other services,
 * the newest one by the time of its event is stored.
 *
 * <p>A row that two owners write is read under its lock, or each owner writes only its own column.
 * What a transaction has read before it took the lock may be old, and a lock alone does not read it
 * again.
 *
 * <p>What gates ask for many times a second is kept in memory, and each question first asks
 * Postgres what has changed: the intent ({@link io.podspan.peeringservice.store.KnownIntent}), the
 * rollouts ({@link io.podspan.peeringservice.store.KnownRollouts}) and what was observed of peers
 * and pods ({@link io.podspan.peeringservice.store.KnownObservations}). One reading is for all
 * owners of rollouts who ask at the same time ({@link
 * io.podspan.peeringservice.store.RolloutSights}). What rollouts write takes turns on a few threads
 * and on half of the connections ({@link io.podspan.peeringservice.store.RolloutTransaction}).
 */
@NullMarked
package io.podspan.peeringservice.store;

import org.jspecify.annotations.NullMarked;
