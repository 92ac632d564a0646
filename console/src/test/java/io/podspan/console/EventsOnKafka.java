package io.podspan.console;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.outbox.OrderedDelivery;
import io.podspan.testkit.Infrastructure;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Says events as services do. */
public final class EventsOnKafka implements AutoCloseable {
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", Infrastructure.bootstrapServers());
    settings.put("linger.ms", 5);
    settings.put("delivery.timeout.ms", 60_000);
    return settings;
  }

  public static Envelope<Event> envelope(Event event) {
    return Envelope.of("/podspan/test", Clock.systemUTC().instant(), event);
  }

  /**
   * @return the envelopes, with the ids that were sent
   */
  public List<Envelope<Event>> say(List<Event> events) {
    List<Envelope<Event>> envelopes = events.stream().map(EventsOnKafka::envelope).toList();
    List<Future<RecordMetadata>> sent =
        envelopes.stream().map(envelope -> producer.send(EventCodec.record(envelope))).toList();
    sent.forEach(EventsOnKafka::taken);
    return envelopes;
  }

  /** What Kafka refuses would only be missed much later. */
  private static void taken(Future<RecordMetadata> acknowledgement) {
    try {
      acknowledgement.get();
    } catch (ExecutionException e) {
      throw new AssertionError("Kafka did not take an event", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka takes events", e);
    }
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
