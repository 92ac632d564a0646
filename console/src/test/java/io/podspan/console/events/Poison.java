package io.podspan.console.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.events.Topic;
import io.podspan.testkit.Infrastructure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that no version of Podspan writes, each with a header {@code mark}. */
final class Poison {
  /** The marks of those that hold no event. */
  static final String[] UNREADABLE = {
    "time",
    "structured",
    "empty headers",
    "bytes in headers",
    "large",
    "array",
    "null value",
    "deep"
  };

  private static final byte[] NO_TEXT = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0xc3};

  private Poison() {}

  static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", Infrastructure.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /** Variations of a good record; those with an odd key only hold an event. */
  static List<ProducerRecord<byte[], byte[]>> records(ProducerRecord<String, byte[]> good) {
    byte[] key = good.key().getBytes(UTF_8);
    List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
    all.add(replaced(record("time", key, good.value(), good), "ce_time", "yesterday"));
    ProducerRecord<byte[], byte[]> structured = record("structured", key, "{".getBytes(UTF_8));
    structured
        .headers()
        .add("content-type", "application/cloudevents+json; charset=UTF-8".getBytes(UTF_8));
    all.add(structured);
    all.add(record("empty headers", key, good.value()));
    ProducerRecord<byte[], byte[]> bytes = record("bytes in headers", key, NO_TEXT, good);
    bytes.headers().remove("ce_type").add("ce_type", NO_TEXT).add("ce_id", null);
    all.add(bytes);
    all.add(record("large", key, new byte[1_000_000], good));
    all.add(record("array", key, "[]".getBytes(UTF_8), good));
    all.add(record("null value", key, null, good));
    all.add(record("deep", key, "[".repeat(100_000).getBytes(UTF_8), good));
    all.add(record("no key", null, good.value(), good));
    all.add(record("key of bytes", NO_TEXT, good.value(), good));
    ProducerRecord<byte[], byte[]> many = record("many headers", key, good.value(), good);
    for (int i = 0; i < 1_000; i++) {
      many.headers().add("h" + i, new byte[900]);
    }
    all.add(many);
    return all;
  }

  private static ProducerRecord<byte[], byte[]> record(String mark, byte[] key, byte[] value) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(Topic.SESSIONS_NAME, null, key, value);
    record.headers().add("mark", mark.getBytes(UTF_8));
    return record;
  }

  private static ProducerRecord<byte[], byte[]> record(
      String mark, byte[] key, byte[] value, ProducerRecord<String, byte[]> headersOf) {
    ProducerRecord<byte[], byte[]> record = record(mark, key, value);
    headersOf.headers().forEach(record.headers()::add);
    return record;
  }

  private static ProducerRecord<byte[], byte[]> replaced(
      ProducerRecord<byte[], byte[]> record, String name, String value) {
    Headers headers = record.headers().remove(name);
    headers.add(name, value.getBytes(UTF_8));
    return record;
  }

  static ProducerRecord<byte[], byte[]> onPartition(
      int partition, ProducerRecord<String, byte[]> record) {
    return new ProducerRecord<>(
        record.topic(), partition, record.key().getBytes(UTF_8), record.value(), record.headers());
  }

  /** Mark to reason of every dead letter that has a mark. */
  static Map<String, String> deadLetters() {
    Map<String, String> reasons = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", Infrastructure.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(Topic.DEAD_LETTER_NAME).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                letter -> {
                  Header mark = letter.headers().lastHeader("mark");
                  Header reason = letter.headers().lastHeader("podspan_dead_letter_reason");
                  if (mark != null) {
                    reasons.put(new String(mark.value(), UTF_8), new String(reason.value(), UTF_8));
                  }
                });
      }
    }
    return reasons;
  }
}
