/**
 * When to probe, and telling what came of it.
 *
 * <p>In: the intent says which clusters are joined, the work share which of them are ours, route
 * events that something changed ({@link io.podspan.probeservice.events.Triggers}). {@link
 * io.podspan.probeservice.events.ProbeRounds} owns the rounds, one virtual thread per source
 * cluster; two rounds of one cluster never overlap. Out: {@link
 * io.podspan.probeservice.events.ContractAnnouncer}, in the ledger's transaction.
 */
@NullMarked
package io.podspan.probeservice.events;

import org.jspecify.annotations.NullMarked;
