/**
 * When to probe, and publishing the results.
 *
 * <p>In: {@link io.podspan.probeservice.events.Triggers} follows the intent (which clusters are
 * joined) and the events of routes and sessions (something has changed). It runs the rounds: one
 * virtual thread per source cluster. {@link io.podspan.probeservice.events.ProbeRounds} is one
 * round. Out: {@link io.podspan.probeservice.events.ContractAnnouncer}, in the ledger's
 * transaction.
 *
 * <p>Invariants: two rounds of one cluster never overlap; only the instance that owns a cluster
 * probes from it; a pair that is not joined any more is forgotten at once.
 */
@NullMarked
package io.podspan.probeservice.events;

import org.jspecify.annotations.NullMarked;
