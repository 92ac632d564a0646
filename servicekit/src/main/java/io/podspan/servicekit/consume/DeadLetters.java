package io.podspan.servicekit.consume;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.Topic;
import io.podspan.servicekit.kafka.KafkaClients;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
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
  private @Nullable KafkaProducer<String, byte[]> producer;

  @Inject
  public DeadLetters(
      KafkaClients kafka,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String service) {
    this.kafka = kafka;
    this.metrics = metrics;
    this.service = service;
  }

  /**
   * Sends key, value and headers as they are. Headers {@code podspan_dead_letter_*} say where the
   * record was and why it could not be used.
   */
  public void send(ConsumerRecord<String, byte[]> record, String reason) {
    metrics.counter("podspan_dead_letters_total", "topic", record.topic()).increment();
    LOG.warnf(
        "dead letter: %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), reason);
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(Topic.DEAD_LETTER_NAME, record.key(), record.value());
    record.headers().forEach(letter.headers()::add);
    header(letter, "service", service);
    header(letter, "topic", record.topic());
    header(letter, "partition", Integer.toString(record.partition()));
    header(letter, "offset", Long.toString(record.offset()));
    header(letter, "reason", reason);
    producer().send(letter);
  }

  private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().add("podspan_dead_letter_" + name, value.getBytes(StandardCharsets.UTF_8));
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
  }
}
