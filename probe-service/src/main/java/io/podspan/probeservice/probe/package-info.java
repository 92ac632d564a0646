/**
 * Probes: from pods to pods by ping, what they add up to, and what changed.
 *
 * <p>A round of one cluster: {@link io.podspan.probeservice.probe.Prober} asks the port {@link
 * io.podspan.probeservice.probe.Pods} for the probe pods of all clusters involved, chooses {@link
 * io.podspan.probeservice.probe.PodPair}s, and lets every source pod ping all its targets at once;
 * that gives a {@link io.podspan.probeservice.probe.Reading} per pair of clusters. {@link
 * io.podspan.probeservice.probe.Verdict} says what it means, {@link
 * io.podspan.probeservice.probe.Explanation} why, and {@link io.podspan.probeservice.probe.Outcome}
 * whether the state changed; the port {@link io.podspan.probeservice.probe.Ledger} keeps and
 * announces that in one transaction.
 *
 * <p>Invariants: nothing that a pod or an API says becomes part of a command except as an {@link
 * io.podspan.probeservice.probe.IpAddress}; a reading that was interrupted is never kept; what was
 * not measured is never called unreachable.
 *
 * <p>Plain Java; nothing here knows a framework, Kafka, Kubernetes or the contract. All values are
 * immutable, all calls block, any thread may make them.
 */
@NullMarked
package io.podspan.probeservice.probe;

import org.jspecify.annotations.NullMarked;
