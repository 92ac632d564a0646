package io.podspan.servicekit.consume;

import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicIdentity;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.supervise.Task;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Owns a consumer for a supervised thread. After a failure the next turn opens a new consumer. When
 * only the database is away, the consumer and the reader's batch are kept.
 */
final class ConsumerTask implements Task {
  private static final CloseOptions SOON = CloseOptions.timeout(Duration.ofSeconds(1));

  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final Map<String, Object> settings;
  private final Reader reader;
  private String opened = "";
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

  /**
   * @param settings of the consumer, besides the common ones
   */
  ConsumerTask(
      KafkaClients kafka, TopicProvisioner topics, Map<String, Object> settings, Reader reader) {
    this.kafka = kafka;
    this.topics = topics;
    this.settings = Map.copyOf(settings);
    this.reader = reader;
  }

  @Override
  public Duration turn() throws InterruptedException {
    KafkaConsumer<String, byte[]> current = consumer;
    if (current == null) {
      topics.provide();
      current = kafka.consumer(settings);
      consumer = current;
      opened = topics.identity().map(TopicIdentity::kafka).orElse("");
      reader.open(current);
    }
    requireTheSameKafka();
    reader.read(current);
    return Duration.ZERO;
  }

  /** Positions in a Kafka mean nothing in another one, as after it lost its data. */
  private void requireTheSameKafka() {
    String now = topics.identity().map(TopicIdentity::kafka).orElse("");
    if (!now.equals(opened)) {
      throw new KafkaException(
          "this is another Kafka, " + now + " instead of " + opened + "; the consumer starts anew");
    }
  }

  @Override
  public void failed(Throwable failure) {
    if (!Outage.isDatabaseAway(failure)) {
      close();
    }
  }

  /** Ends a poll or a commit that waits. */
  @Override
  public void stopping() {
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
  }

  @Override
  public void ended() {
    close();
  }

  private void close() {
    KafkaConsumer<String, byte[]> current = consumer;
    consumer = null;
    if (current != null) {
      reader.closed();
      current.close(SOON);
    }
  }
}
