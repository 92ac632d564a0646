package io.podspan.servicekit.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.Topic;
import io.podspan.servicekit.kafka.KafkaClients;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends records that cannot be used to the dead-letter topic, with the reason, and counts them. */
@ApplicationScoped
public class DeadLetters {
  private static final Logger LOG = Logger.getLogger(DeadLetters.class);

  private final KafkaClients kafka;
  private final MeterRegistry metrics;
  private final String service;
  private final Told told;
  private @Nullable KafkaProducer<String, byte[]> producer;

  @Inject
  public DeadLetters(
      KafkaClients kafka,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.service = service;
    this.told = new Told(kafka, service);
  }

  /**
   * Sends the record as a {@link DeadLetter}. A record of a compacted topic is told once, however
   * often the topic is read.
   */
  public void send(ConsumerRecord<String, byte[]> record, String reason) {
    boolean state = Topic.named(record.topic()).map(Topic::compacted).orElse(false);
    if (state && told.before(partition(record), record.offset())) {
      LOG.debugf(
          "told before: %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), reason);
      return;
    }
    metrics.counter("podspan_dead_letters_total", "topic", record.topic()).increment();
    LOG.warnf(
        "dead letter: %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), reason);
    producer()
        .send(DeadLetter.of(record, service, reason), (_, failure) -> sent(record, state, failure));
  }

  private static TopicPartition partition(ConsumerRecord<String, byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  private void sent(
      ConsumerRecord<String, byte[]> record, boolean state, @Nullable Exception failure) {
    if (failure == null && state) {
      told.remember(partition(record), record.offset());
    }
    if (failure != null) {
      LOG.errorf(
          "the dead letter of %s-%d@%d was not taken: %s",
          record.topic(), record.partition(), record.offset(), failure.getMessage());
    }
  }

  private synchronized KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> current = producer;
    if (current == null) {
      current = kafka.producer();
      producer = current;
    }
    return current;
  }

  @PreDestroy
  synchronized void close() {
    if (producer != null) {
      producer.close();
    }
    told.close();
  }
}
