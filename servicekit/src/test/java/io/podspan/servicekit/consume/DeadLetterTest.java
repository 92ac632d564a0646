package io.podspan.servicekit.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
  private static ConsumerRecord<String, byte[]> record(String key, byte[] value) {
    return new ConsumerRecord<>("podspan.intent", 3, 42, key, value);
  }

  private static String header(ProducerRecord<String, byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  void keepsTheRecordAndSaysWhereItWasAndWhy() {
    ConsumerRecord<String, byte[]> record = record("cluster/paris", "{".getBytes(UTF_8));
    record.headers().add("ce_time", "yesterday".getBytes(UTF_8));

    ProducerRecord<String, byte[]> letter = DeadLetter.of(record, "console", "not a time");

    assertThat(letter.key()).isEqualTo("cluster/paris");
    assertThat(letter.value()).isEqualTo("{".getBytes(UTF_8));
    assertThat(header(letter, "ce_time")).isEqualTo("yesterday");
    assertThat(header(letter, "podspan_dead_letter_service")).isEqualTo("console");
    assertThat(header(letter, "podspan_dead_letter_topic")).isEqualTo("podspan.intent");
    assertThat(header(letter, "podspan_dead_letter_partition")).isEqualTo("3");
    assertThat(header(letter, "podspan_dead_letter_offset")).isEqualTo("42");
    assertThat(header(letter, "podspan_dead_letter_reason")).isEqualTo("not a time");
    assertThat(letter.headers().lastHeader("podspan_dead_letter_cut_from")).isNull();
  }

  @Test
  void aRecordNearTheLimitOfBrokersIsCutAndNotLost() {
    byte[] large = new byte[1 << 20];

    ProducerRecord<String, byte[]> letter =
        DeadLetter.of(record("k".repeat(1 << 20), large), "console", "r".repeat(1 << 20));

    assertThat(letter.value()).hasSize(DeadLetter.LARGEST_VALUE);
    assertThat(letter.key()).hasSize(DeadLetter.LARGEST_KEY);
    assertThat(header(letter, "podspan_dead_letter_cut_from")).isEqualTo("1048576");
    assertThat(header(letter, "podspan_dead_letter_reason")).hasSize(DeadLetter.LARGEST_HEADER);
  }

  @Test
  void manyAndLargeHeadersAreCutToo() {
    ConsumerRecord<String, byte[]> record = record("key", new byte[0]);
    for (int i = 0; i < 1_000; i++) {
      record.headers().add("h" + i, new byte[10_000]);
    }

    ProducerRecord<String, byte[]> letter = DeadLetter.of(record, "console", "no type");

    int octets = 0;
    for (var header : letter.headers()) {
      octets += header.key().length() + header.value().length;
    }
    assertThat(octets).isLessThan(128 << 10);
  }

  @Test
  void theLargestLetterOfAllIsBelowTheLimitOfBrokers() {
    ConsumerRecord<String, byte[]> record = record("\ufffd".repeat(1 << 20), new byte[1 << 20]);
    for (int i = 0; i < 1_000; i++) {
      record.headers().add("\ufffd".repeat(i), new byte[10_000]);
    }

    ProducerRecord<String, byte[]> letter =
        DeadLetter.of(record, "\ufffd".repeat(10_000), "\ufffd".repeat(10_000));

    int octets = letter.key().getBytes(UTF_8).length + letter.value().length;
    for (var header : letter.headers()) {
      octets += header.key().getBytes(UTF_8).length + header.value().length;
    }
    assertThat(octets).isLessThan(1_000_000);
  }

  @Test
  void aRecordWithoutValueOrKeyIsALetterToo() {
    ProducerRecord<String, byte[]> letter = DeadLetter.of(record(null, null), "console", "empty");

    assertThat(letter.value()).isNull();
    assertThat(letter.key()).isNull();
  }
}
