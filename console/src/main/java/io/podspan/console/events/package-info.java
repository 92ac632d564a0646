/**
 * From Kafka into the journal: all topics, one batch at a time.
 *
 * <p>{@link io.podspan.console.events.TopicConsumer} is a member of the group {@code console} on a
 * supervised thread. It gets batches of readable events and appends each to the journal in one
 * transaction; the batch is committed to Kafka after that. What a crash interrupts comes again, and
 * the journal knows what it has: an event is in it once, by its id and by topic, partition and
 * offset. While Postgres is away the batch waits. A record that cannot be read or stored becomes a
 * dead letter.
 *
 * <p>{@link io.podspan.console.events.FreshnessCheck} asks Kafka how much of it the journal has
 * not, and {@link io.podspan.console.events.PresenceWatch} which services are there; each on a
 * thread of its own.
 */
@NullMarked
package io.podspan.console.events;

import org.jspecify.annotations.NullMarked;
