/**
 * Measuring: pings from pods of one cluster to pods of others.
 *
 * <p>{@link io.podspan.probeservice.measure.Prober} asks the port {@link
 * io.podspan.probeservice.measure.Pods} for the probe pods of all clusters involved, chooses {@link
 * io.podspan.probeservice.measure.PodPair}s (a {@link io.podspan.probeservice.measure.Sample} where
 * there are too many, with a {@link io.podspan.probeservice.measure.Focus} on what was heard of),
 * and lets every source pod ping all its targets at once. The result is a {@link
 * io.podspan.probeservice.measure.Measurement} per pair of clusters. Why something failed is a
 * value of {@code io.podspan.events.reason.PairReason}.
 *
 * <p>Invariants: nothing that a pod or an API says becomes part of a command, except as an address;
 * a measurement that was interrupted is never returned.
 *
 * <p>Plain Java: no framework, no Kafka, no Kubernetes. All values are immutable, all calls block,
 * any thread may make them.
 */
@NullMarked
package io.podspan.probeservice.measure;

import org.jspecify.annotations.NullMarked;
