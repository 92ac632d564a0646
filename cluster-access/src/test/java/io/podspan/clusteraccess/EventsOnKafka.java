package io.podspan.clusteraccess;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.events.outbox.OrderedDelivery;
import io.podspan.testkit.Infrastructure;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Says events as other services do, and hears all of one topic from its beginning. The test asks
 * {@link #heard} again and again; it is used by one thread.
 */
public final class EventsOnKafka implements AutoCloseable {
  private final Topic listenTo;
  private final Set<String> ids = new HashSet<>();
  private final List<Event> heard = new CopyOnWriteArrayList<>();
  private final KafkaProducer<String, byte[]> producer =
      new KafkaProducer<>(settings(), new StringSerializer(), new ByteArraySerializer());
  private final KafkaConsumer<String, byte[]> consumer =
      new KafkaConsumer<>(
          Map.of("bootstrap.servers", Infrastructure.bootstrapServers()),
          new StringDeserializer(),
          new ByteArrayDeserializer());

  public EventsOnKafka(Topic listenTo) {
    this.listenTo = listenTo;
  }

  private static Map<String, Object> settings() {
    Map<String, Object> settings = new HashMap<>(OrderedDelivery.SETTINGS);
    settings.put("bootstrap.servers", Infrastructure.bootstrapServers());
    return settings;
  }

  /** Returns when Kafka has them. */
  public void say(Event... events) {
    for (Event event : events) {
      producer.send(
          EventCodec.record(Envelope.of("/podspan/test", Clock.systemUTC().instant(), event)));
    }
    producer.flush();
  }

  /** Returns when Kafka has it. */
  public void say(ProducerRecord<String, byte[]> record) {
    producer.send(record);
    producer.flush();
  }

  /** All events of the topic so far, in the order of their partitions. */
  public List<Event> heard() {
    if (consumer.assignment().isEmpty()) {
      List<TopicPartition> all =
          consumer.partitionsFor(listenTo.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
    }
    for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      // Delivery is at least once; as every consumer, this one knows a repetition by its id.
      if (EventCodec.read(record) instanceof Received.Readable(Envelope<Event> envelope)
          && ids.add(envelope.id())) {
        heard.add(envelope.event());
      }
    }
    return List.copyOf(heard);
  }

  /** Those of one type. */
  public <E extends Event> List<E> heard(Class<E> type) {
    return heard().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
