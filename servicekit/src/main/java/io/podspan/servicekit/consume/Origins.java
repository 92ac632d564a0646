package io.podspan.servicekit.consume;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.podspan.servicekit.kafka.KafkaClients;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which topics the positions of a consumer belong to. A topic that was deleted and created again,
 * as after Kafka lost its data, has the same name and another id. A position in the one before
 * means nothing in it: what lies before that position would be read much later or never.
 *
 * <p>So the id is looked at before records are handled, and it is written beside each committed
 * position. Belongs to the consumer's thread.
 */
final class Origins implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final Admin admin;
  private final Map<String, String> ids;

  /**
   * Asks for the ids.
   *
   * @throws KafkaException when Kafka does not answer within seconds, or has no such topic
   */
  static Origins of(KafkaClients kafka, List<String> topics) throws InterruptedException {
    Admin admin = kafka.admin();
    try {
      return new Origins(admin, ids(admin, topics));
    } catch (KafkaException | InterruptedException e) {
      admin.close(Duration.ZERO);
      throw e;
    }
  }

  private Origins(Admin admin, Map<String, String> ids) {
    this.admin = admin;
    this.ids = ids;
  }

  private static Map<String, String> ids(Admin admin, Collection<String> topics)
      throws InterruptedException {
    try {
      return admin.describeTopics(topics).allTopicNames().get().entrySet().stream()
          .collect(toMap(Map.Entry::getKey, topic -> topic.getValue().topicId().toString()));
    } catch (ExecutionException e) {
      throw new KafkaException("Kafka did not describe the topics: " + e.getMessage(), e);
    }
  }

  /**
   * Call it after records have come and before they are handled.
   *
   * @throws KafkaException when a topic was created again meanwhile: the records may be from the
   *     middle of the new one. A consumer that is opened anew starts at its beginning.
   */
  void requireUnchanged() throws InterruptedException {
    Map<String, String> now = ids(admin, ids.keySet());
    if (!now.equals(ids)) {
      List<String> changed =
          now.entrySet().stream()
              .filter(topic -> !topic.getValue().equals(ids.get(topic.getKey())))
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      throw new KafkaException(
          "topics were created again: "
              + String.join(", ", changed)
              + "; the consumer starts at their beginning");
    }
  }

  /** The consumer's positions, each with the id of its topic, to be committed. */
  Map<TopicPartition, OffsetAndMetadata> positions(KafkaConsumer<?, ?> consumer) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (TopicPartition partition : consumer.assignment()) {
      positions.put(
          partition, new OffsetAndMetadata(consumer.position(partition, ANSWER), id(partition)));
    }
    return positions;
  }

  /**
   * Goes to the beginning of those partitions whose committed position belongs to another topic. A
   * position without an id is from before ids were written, and is taken as it is.
   */
  void startOver(KafkaConsumer<?, ?> consumer, Collection<TopicPartition> assigned) {
    Set<TopicPartition> foreign =
        consumer.committed(Set.copyOf(assigned), ANSWER).entrySet().stream()
            .filter(committed -> isForeign(committed.getKey(), committed.getValue()))
            .map(Map.Entry::getKey)
            .collect(toSet());
    if (!foreign.isEmpty()) {
      consumer.seekToBeginning(foreign);
    }
  }

  /** Kafka maps a partition without a committed position to null. */
  private boolean isForeign(TopicPartition partition, @Nullable OffsetAndMetadata committed) {
    return committed != null
        && !committed.metadata().isEmpty()
        && !committed.metadata().equals(id(partition));
  }

  private String id(TopicPartition partition) {
    return ids.getOrDefault(partition.topic(), "");
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
