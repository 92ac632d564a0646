/**
 * Kafka in and out, in the contract's records.
 *
 * <p>Out: {@link io.podspan.peeringservice.events.OutboxAnnouncer} publishes what became true, in
 * the transaction that made it true. In: {@link io.podspan.peeringservice.events.ObservationThread}
 * reads the topics. {@link io.podspan.peeringservice.events.ObservationRecorder} records what
 * reflectors, collector and probes report, and rings the bell. The bell wakes the owners of
 * rollouts and {@link io.podspan.peeringservice.events.ConditionKeeper}, the one thread that works
 * out conditions.
 */
@NullMarked
package io.podspan.peeringservice.events;

import org.jspecify.annotations.NullMarked;
