package io.podspan.cli.chaos;

import io.podspan.events.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What Kafka holds at this moment for the journal, read past every service. */
record Records(List<Record> events, List<String> deadLetters) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Its next one makes it worthless: the journal does not keep it. */
  private static final String NOT_KEPT = "podspan.rib.peer-sent.v1";

  /** An event on its topic; records of one key are in the order of their offsets. */
  record Record(String id, String topic, int partition, long offset, String key) {}

  static Records read(String bootstrapServers) {
    Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<Record> events =
          all(consumer, Arrays.stream(Topic.values()).map(Topic::topicName).toList()).stream()
              .filter(record -> !header(record, "ce_type").equals(NOT_KEPT))
              .map(
                  record ->
                      new Record(
                          header(record, "ce_id"),
                          record.topic(),
                          record.partition(),
                          record.offset(),
                          String.valueOf(record.key())))
              .toList();
      List<String> dead =
          all(consumer, List.of(Topic.DEAD_LETTER_NAME)).stream()
              .map(record -> Arrays.toString(record.headers().toArray()))
              .toList();
      return new Records(events, dead);
    }
  }

  private static List<ConsumerRecord<String, byte[]>> all(
      KafkaConsumer<String, byte[]> consumer, List<String> topics) {
    List<TopicPartition> partitions =
        topics.stream().flatMap(topic -> partitions(consumer, topic)).toList();
    List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
    if (partitions.isEmpty()) {
      return all;
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Instant last = Instant.now().plus(LIMIT);
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      if (Instant.now().isAfter(last)) {
        throw new IllegalStateException("Kafka does not give all its records in " + LIMIT);
      }
      consumer.poll(Duration.ofMillis(200)).forEach(all::add);
    }
    return all;
  }

  /** A topic that is not there has none. */
  private static Stream<TopicPartition> partitions(
      KafkaConsumer<String, byte[]> consumer, String topic) {
    int count = consumer.partitionsFor(topic).size();
    return IntStream.range(0, count).mapToObj(number -> new TopicPartition(topic, number));
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? "none" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
