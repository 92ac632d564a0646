package io.podspan.servicekit.consume;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the event of a record; a record that holds none becomes a dead letter. */
@ApplicationScoped
public class RecordReader {
  private final DeadLetters deadLetters;

  @Inject
  public RecordReader(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /** Empty when the record has become a dead letter. */
  public Optional<Arrived> read(ConsumerRecord<String, byte[]> record) {
    return switch (EventCodec.read(record)) {
      case Received.Readable(Envelope<Event> envelope) ->
          Optional.of(new Arrived(record, envelope));
      case Received.Unreadable(String reason) -> {
        deadLetters.send(record, reason);
        yield Optional.empty();
      }
    };
  }
}
