/**
 * Publishing events from a service that has a database.
 *
 * <p>{@link io.podspan.servicekit.publish.EventPublisher} appends to the service's outbox inside
 * the caller's transaction and wakes {@link io.podspan.servicekit.publish.RelayThread} when that
 * commits; the thread owns the {@link io.podspan.events.outbox.OutboxRelay} and the Kafka producer.
 * Only services that set {@code podspan.outbox.schema} at build time have these beans.
 */
@NullMarked
package io.podspan.servicekit.publish;

import org.jspecify.annotations.NullMarked;
