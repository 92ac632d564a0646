/**
 * How an event travels: CloudEvents 1.0 over Kafka in binary mode.
 *
 * <p>Outbound: an {@link io.podspan.events.Event} is put into an {@link
 * io.podspan.events.envelope.Envelope} (id, source, time), and {@link
 * io.podspan.events.envelope.EventCodec} makes the Kafka record: key is the subject, value the
 * event as JSON, {@code ce_*} headers the rest. Inbound: the codec never throws; what it cannot
 * read comes back as {@link io.podspan.events.envelope.Received.Unreadable} with the reason, and
 * the consumer sends it to the dead-letter topic.
 *
 * <p>Invariant: {@link io.podspan.events.envelope.EventTypes} lists every record of every topic,
 * and nothing else.
 *
 * <p>Standards: CloudEvents 1.0.2, Kafka protocol binding 1.0.2 (section 3.2, binary content mode).
 */
@NullMarked
package io.podspan.events.envelope;

import org.jspecify.annotations.NullMarked;
