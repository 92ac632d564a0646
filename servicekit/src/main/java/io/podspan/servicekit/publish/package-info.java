/**
 * Publishing events from a service that has a database.
 *
 * <p>{@link io.podspan.servicekit.publish.EventPublisher} appends to the service's outbox inside
 * the caller's transaction. When that commits, it wakes {@link
 * io.podspan.servicekit.publish.RelayThread}, the supervised thread that owns the {@link
 * io.podspan.events.outbox.OutboxRelay} and its Kafka producer. An event that Kafka will never take
 * is parked; {@link io.podspan.servicekit.publish.ParkedAlarm} says so, and {@link
 * io.podspan.servicekit.publish.ParkedResource} is the way out. Only services that set {@code
 * podspan.outbox.enabled} at build time have these beans.
 */
@NullMarked
package io.podspan.servicekit.publish;

import org.jspecify.annotations.NullMarked;
