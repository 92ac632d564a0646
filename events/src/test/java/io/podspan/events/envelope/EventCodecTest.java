package io.podspan.events.envelope;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.Event;
import io.podspan.events.Samples;
import io.podspan.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  static List<Event> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsWrittenIsReadBackTheSame(Event event) {
    Envelope<Event> envelope = Envelope.of("/podspan/test", NOON, event);
    assertThat(EventCodec.read(received(EventCodec.record(envelope))))
        .isEqualTo(new Received.Readable(envelope));
  }

  @Test
  void theCallerWhoseRequestMadeTheEventGoesWithIt() {
    Envelope<Event> envelope =
        Envelope.<Event>of("/podspan/test", NOON, Samples.all().getFirst()).requestedBy("alice.ci");
    assertThat(EventCodec.read(received(EventCodec.record(envelope))))
        .isEqualTo(new Received.Readable(envelope));
  }

  @Test
  void aCallerWithAnotherNameThanCallersHaveIsUnreadable() {
    Envelope<Event> envelope =
        Envelope.<Event>of("/podspan/test", NOON, Samples.all().getFirst())
            .requestedBy("\u001b[2J");
    assertThat(EventCodec.read(received(EventCodec.record(envelope))))
        .isInstanceOf(Received.Unreadable.class);
  }

  @Test
  void idsSortByTime() {
    Event event = Samples.all().getFirst();
    assertThat(Envelope.of("/s", NOON, event).id())
        .isLessThan(Envelope.of("/s", NOON.plusMillis(1), event).id());
  }

  @Test
  void aRecordWithoutAValueIsUnreadable() {
    assertThat(reason(tampered("ce_type", "podspan.cluster.removed.v1", null)))
        .contains("no value");
  }

  @Test
  void garbageIsUnreadableAndSaysOfWhichType() {
    assertThat(
            reason(
                tampered(
                    "ce_type", "podspan.cluster.removed.v1", "\u0000not json".getBytes(UTF_8))))
        .contains("not a valid podspan.cluster.removed.v1");
  }

  @Test
  void anEventThatBreaksItsOwnRulesIsUnreadable() {
    assertThat(
            reason(
                tampered(
                    "ce_type",
                    "podspan.cluster.removed.v1",
                    "{\"cluster\":\" \"}".getBytes(UTF_8))))
        .contains("cluster is missing");
  }

  @Test
  void aForgedNameThatATerminalObeysIsUnreadable() {
    String forged = "{\"cluster\":\"x\\u001b]0;owned\\u0007\"}";
    assertThat(reason(tampered("ce_type", "podspan.cluster.removed.v1", forged.getBytes(UTF_8))))
        .contains("cluster has characters that are not printed");
    assertThat(
            reason(
                tampered("ce_source", "/podspan/\u001b[2J", "{\"cluster\":\"x\"}".getBytes(UTF_8))))
        .contains("ce_source has characters that are not printed");
  }

  @Test
  void aFieldOfTheWrongTypeIsUnreadable() {
    assertThat(
            reason(
                tampered(
                    "ce_type", "podspan.cluster.removed.v1", "{\"cluster\":{}}".getBytes(UTF_8))))
        .startsWith("not a valid");
  }

  @Test
  void theJsonNullIsUnreadable() {
    assertThat(reason(tampered("ce_type", "podspan.cluster.removed.v1", "null".getBytes(UTF_8))))
        .contains("null");
  }

  @Test
  void anUnknownTypeIsUnreadableAndItsNameIsMadePrintable() {
    assertThat(reason(tampered("ce_type", "podspan.\u001b[31m.v9", new byte[0])))
        .isEqualTo("unknown event type podspan.?[31m.v9");
  }

  @Test
  void aTypeOfAnotherTopicIsUnreadable() {
    assertThat(reason(tampered("ce_type", "podspan.probe.round.v1", "{}".getBytes(UTF_8))))
        .contains("does not belong on topic podspan.intent");
  }

  @Test
  void aMissingHeaderIsUnreadable() {
    ConsumerRecord<String, byte[]> record =
        tampered("ce_type", "podspan.cluster.removed.v1", "{}".getBytes(UTF_8));
    record.headers().remove("ce_id");
    assertThat(reason(record)).contains("header is missing");
  }

  @Test
  void aTimeThatIsNoneIsUnreadable() {
    ConsumerRecord<String, byte[]> record =
        tampered("ce_time", "yesterday", "{\"cluster\":\"a\"}".getBytes(UTF_8));
    assertThat(EventCodec.read(record)).isInstanceOf(Received.Unreadable.class);
  }

  @Test
  void unknownFieldsOfANewerWriterAreIgnored() {
    byte[] newer = "{\"cluster\":\"paris\",\"because\":\"moved\"}".getBytes(UTF_8);
    assertThat(EventCodec.read(tampered("ce_type", "podspan.cluster.removed.v1", newer)))
        .isInstanceOf(Received.Readable.class);
  }

  @Test
  void aDeeplyNestedValueIsUnreadableNotAStackOverflow() {
    byte[] nested = ("{\"cluster\":" + "[".repeat(100_000)).getBytes(UTF_8);
    assertThat(reason(tampered("ce_type", "podspan.cluster.removed.v1", nested)))
        .startsWith("not a valid");
  }

  private static String reason(ConsumerRecord<String, byte[]> record) {
    return switch (EventCodec.read(record)) {
      case Received.Unreadable(String reason) -> reason;
      case Received.Readable readable -> throw new AssertionError("readable: " + readable);
    };
  }

  private static ConsumerRecord<String, byte[]> tampered(String header, String with, byte[] value) {
    Event removed = new io.podspan.events.IntentEvent.ClusterRemoved("paris");
    ConsumerRecord<String, byte[]> record =
        received(EventCodec.record(Envelope.of("/podspan/test", NOON, removed)));
    record.headers().remove(header).add(header, with.getBytes(UTF_8));
    return new ConsumerRecord<>(
        Topic.INTENT_NAME,
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        "cluster/paris",
        value,
        record.headers(),
        Optional.empty());
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers().toArray()),
        Optional.empty());
  }
}
