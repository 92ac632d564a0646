package io.podspan.servicekit.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.events.Topic;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way to the dead-letter topic. Pure. What would make it larger than brokers take
 * is cut, and headers say how large it was: a part of a record helps, a lost one does not.
 */
final class DeadLetter {
  static final String PREFIX = "podspan_dead_letter_";

  /** Brokers take 1 MiB by default, everything included. */
  static final int LARGEST_VALUE = 768 << 10;

  static final int LARGEST_KEY = 4 << 10;
  static final int LARGEST_HEADER = 2 << 10;
  static final int LARGEST_NAME = 256;
  static final int MOST_HEADERS = 32;

  private DeadLetter() {}

  /**
   * The record with its key, value and headers, and with headers {@code podspan_dead_letter_*} that
   * say who found it where and why it could not be used.
   */
  static ProducerRecord<String, byte[]> of(
      ConsumerRecord<String, byte[]> record, String service, String reason) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(Topic.DEAD_LETTER_NAME, key(record.key()), value(record.value()));
    copyHeaders(record, letter);
    add(letter, "service", service);
    add(letter, "topic", record.topic());
    add(letter, "partition", Integer.toString(record.partition()));
    add(letter, "offset", Long.toString(record.offset()));
    add(letter, "reason", reason);
    if (record.value() != null && record.value().length > LARGEST_VALUE) {
      add(letter, "cut_from", Integer.toString(record.value().length));
    }
    return letter;
  }

  private static @Nullable String key(@Nullable String key) {
    return key == null || key.length() <= LARGEST_KEY ? key : key.substring(0, LARGEST_KEY);
  }

  private static byte @Nullable [] value(byte @Nullable [] value) {
    return value == null ? null : cut(value, LARGEST_VALUE);
  }

  private static void copyHeaders(
      ConsumerRecord<String, byte[]> record, ProducerRecord<String, byte[]> letter) {
    int copied = 0;
    for (Header header : record.headers()) {
      if (copied == MOST_HEADERS) {
        return;
      }
      if (header.key().getBytes(UTF_8).length <= LARGEST_NAME && !header.key().startsWith(PREFIX)) {
        byte[] value = header.value();
        letter.headers().add(header.key(), value == null ? null : cut(value, LARGEST_HEADER));
        copied++;
      }
    }
  }

  private static byte[] cut(byte[] bytes, int most) {
    return bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
  }

  private static void add(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().add(PREFIX + name, cut(value.getBytes(UTF_8), LARGEST_HEADER));
  }
}
