/**
 * From Kafka into the journal, all topics, one batch at a time.
 *
 * <p>{@link io.podspan.console.events.TopicConsumer} receives a batch on a worker thread of its
 * channel, and it is committed to Kafka only when this returns: what a crash interrupts comes
 * again, and the journal knows what it has. {@link io.podspan.console.events.BatchStorage} waits
 * while Postgres is away, and sends what cannot be read or stored to the dead letters, so that no
 * record stops the others.
 */
@NullMarked
package io.podspan.console.events;

import org.jspecify.annotations.NullMarked;
