package io.podspan.console;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.testkit.Infrastructure;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says events as services do. */
public final class EventsOnKafka implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(
          Map.of("bootstrap.servers", Infrastructure.bootstrapServers(), "linger.ms", 5),
          new StringSerializer(),
          new ByteArraySerializer());

  public static Envelope<Event> envelope(Event event) {
    return Envelope.of("/podspan/test", Clock.systemUTC().instant(), event);
  }

  /**
   * @return the envelopes, with the ids that were sent
   */
  public List<Envelope<Event>> say(List<Event> events) {
    List<Envelope<Event>> envelopes = events.stream().map(EventsOnKafka::envelope).toList();
    envelopes.forEach(this::send);
    producer.flush();
    return envelopes;
  }

  public Envelope<Event> say(Event event) {
    return say(List.of(event)).getFirst();
  }

  public void send(Envelope<Event> envelope) {
    producer.send(EventCodec.record(envelope));
  }

  public void send(ProducerRecord<String, byte[]> record) {
    producer.send(record);
  }

  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close();
  }
}
