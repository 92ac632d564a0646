package io.podspan.servicekit.consume;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record and the event that is in it. */
public record Arrived(ConsumerRecord<String, byte[]> record, Envelope<Event> envelope) {}
