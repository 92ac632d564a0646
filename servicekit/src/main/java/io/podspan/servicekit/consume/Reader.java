package io.podspan.servicekit.consume;

import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What to read with a consumer, and what for. Called by the consumer's own thread only. */
public interface Reader {

  /** Assigns or subscribes a new consumer. Forgets what belonged to the one before. */
  void open(KafkaConsumer<String, byte[]> consumer) throws InterruptedException;

  /** Polls once and handles what came. Returns within about a second when nothing comes. */
  void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException;

  /** The consumer is closed after a failure or at the end; another one may follow. */
  default void closed() {}

  /**
   * All partitions of a topic.
   *
   * @throws KafkaException when there are none: right after its creation a broker may know only the
   *     name of a topic, and a consumer without partitions would believe that it has read
   *     everything
   */
  static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (all.isEmpty()) {
      throw new KafkaException("topic " + topic + " has no partitions yet");
    }
    return all;
  }
}
