package io.podspan.events.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.podspan.events.Event;
import io.podspan.events.Samples;
import io.podspan.events.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * What holds for whatever octets come as a record: it is an event or it is unreadable, and never a
 * fault; the reason is one short line; an event can be written again, and read again as the same.
 *
 * <p>An input is three lines and the value: the type, the time, the id.
 */
final class CodecProperties {
  private static final Path FOUND =
      Path.of("src/test/resources/io/podspan/events/envelope/EventCodecFuzzInputs");
  private static final int LONGEST_REASON = 400;

  private CodecProperties() {}

  /** One event of each type, and what the fuzzer found. */
  static Stream<byte[]> corpus() {
    return Stream.concat(Samples.all().stream().map(CodecProperties::input), found());
  }

  private static Stream<byte[]> found() {
    try (Stream<Path> files = Files.list(FOUND)) {
      return files.sorted().map(CodecProperties::octets).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] octets(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] input(Event event) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.writeBytes(
        (EventTypes.nameOf(event.getClass()) + "\n2026-01-02T12:00:00Z\nid\n").getBytes(UTF_8));
    input.writeBytes(EventCodec.data(event));
    return input.toByteArray();
  }

  static void check(byte[] input) {
    List<byte[]> parts = parts(input);
    String type = new String(parts.getFirst(), UTF_8);
    Topic topic =
        EventTypes.named(type)
            .flatMap(
                known ->
                    Stream.of(Topic.values())
                        .filter(t -> t.carries().isAssignableFrom(known))
                        .findFirst())
            .orElse(Topic.INTENT);
    RecordHeaders headers = new RecordHeaders();
    headers.add("ce_type", parts.getFirst());
    headers.add("ce_time", parts.get(1));
    headers.add("ce_id", parts.get(2));
    headers.add("ce_source", "/podspan/fuzz".getBytes(UTF_8));
    switch (EventCodec.read(record(topic.topicName(), "key", parts.get(3), headers))) {
      case Received.Readable(Envelope<Event> envelope) -> readsTheSameAgain(envelope);
      case Received.Unreadable(String reason) -> {
        if (reason.isBlank()
            || reason.length() > LONGEST_REASON
            || reason.chars().anyMatch(Character::isISOControl)) {
          throw new AssertionError("not a reason for people: " + reason);
        }
      }
    }
  }

  private static void readsTheSameAgain(Envelope<Event> envelope) {
    ProducerRecord<String, byte[]> sent = EventCodec.record(envelope);
    Received again =
        EventCodec.read(
            record(
                sent.topic(),
                sent.key(),
                sent.value(),
                new RecordHeaders(sent.headers().toArray())));
    if (!again.equals(new Received.Readable(envelope))) {
      throw new AssertionError("read again it is " + again + " and was " + envelope);
    }
  }

  /** Three lines, as far as there are, and the rest. */
  private static List<byte[]> parts(byte[] input) {
    byte[][] parts = {{}, {}, {}, {}};
    int start = 0;
    for (int part = 0; part < 3; part++) {
      int end = start;
      while (end < input.length && input[end] != '\n') {
        end++;
      }
      parts[part] = java.util.Arrays.copyOfRange(input, start, end);
      start = Math.min(end + 1, input.length);
    }
    parts[3] = java.util.Arrays.copyOfRange(input, start, input.length);
    return List.of(parts);
  }

  private static ConsumerRecord<String, byte[]> record(
      String topic, String key, byte[] value, RecordHeaders headers) {
    return new ConsumerRecord<>(
        topic,
        0,
        0,
        Instant.EPOCH.toEpochMilli(),
        TimestampType.CREATE_TIME,
        0,
        0,
        key,
        value,
        headers,
        Optional.empty());
  }
}
