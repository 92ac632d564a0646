package io.podspan.events.envelope;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.events.check.Printable;
import io.podspan.events.world.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Envelopes to Kafka records and back. Stateless, safe for all threads. */
public final class EventCodec {
  public static final String SPEC_VERSION = "1.0";
  public static final String CONTENT_TYPE = "application/json";

  /** An extension of ours: the caller whose request made the event. */
  public static final String REQUESTED_BY = "ce_requestedby";

  private static final Pattern CALLER = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?");

  /** No event of ours comes near; what is larger is not parsed. */
  public static final int MAX_BYTES = 4 << 20;

  /** Our events are less than ten levels deep; what is deeper is not parsed. */
  private static final int DEEPEST = 64;

  /** CloudEvents extensions of the records of the intent. */
  private static final String INSTALLATION = "ce_installation";

  private static final String GENERATION = "ce_generation";
  private static final Pattern GENERATIONS = Pattern.compile("[1-9][0-9]{0,17}");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private EventCodec() {}

  /** The event alone as JSON. */
  public static byte[] data(Event event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "an event that cannot be written as JSON: " + event.getClass(), e);
    }
  }

  /** The CloudEvents attributes as the headers of a Kafka record. */
  public static Map<String, String> headers(Envelope<?> envelope) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", SPEC_VERSION);
    headers.put("ce_id", envelope.id());
    headers.put("ce_source", envelope.source());
    headers.put("ce_type", envelope.type());
    headers.put("ce_subject", envelope.event().subject());
    headers.put("ce_time", envelope.time().toString());
    headers.put("content-type", CONTENT_TYPE);
    if (envelope.requestedBy() != null) {
      headers.put(REQUESTED_BY, envelope.requestedBy());
    }
    return headers;
  }

  /** The whole Kafka record; its partition is left to the key. */
  public static ProducerRecord<String, byte[]> record(Envelope<?> envelope) {
    Event event = envelope.event();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.of(event).topicName(), event.subject(), data(event));
    headers(envelope)
        .forEach(
            (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  /** Reads a record of any of our topics. Never throws; hostile input comes back as unreadable. */
  public static Received read(ConsumerRecord<?, byte[]> record) {
    byte[] value = record.value();
    if (value == null) {
      return new Received.Unreadable("the record has no value");
    }
    if (value.length > MAX_BYTES) {
      return new Received.Unreadable("the record is larger than " + MAX_BYTES + " bytes");
    }
    Received received = read(record.topic(), record.headers(), value);
    return received instanceof Received.Readable(Envelope<Event> envelope)
            && isHidden(record, envelope.event())
        ? new Received.Unreadable("the key is not the subject of the event")
        : received;
  }

  /** On a compacted topic another key would hide the state of another subject. */
  private static boolean isHidden(ConsumerRecord<?, byte[]> record, Event event) {
    return Topic.of(event).compacted() && !event.subject().equals(record.key());
  }

  private static Received read(String topic, Headers headers, byte[] value) {
    String type = header(headers, "ce_type");
    String id = header(headers, "ce_id");
    String source = header(headers, "ce_source");
    String time = header(headers, "ce_time");
    if (type == null || id == null || source == null || time == null) {
      return new Received.Unreadable(
          "a header is missing: ce_type, ce_id, ce_source and ce_time are needed");
    }
    if (id.isBlank() || id.length() > 128 || source.length() > 256) {
      return new Received.Unreadable("ce_id or ce_source is empty or too long");
    }
    if (!Printable.isPrintable(id) || !Printable.isPrintable(source)) {
      return new Received.Unreadable("ce_id or ce_source has characters that are not printed");
    }
    String caller = header(headers, REQUESTED_BY);
    if (caller != null && !CALLER.matcher(caller).matches()) {
      return new Received.Unreadable(REQUESTED_BY + " is not the name of a caller");
    }
    Class<? extends Event> eventClass = EventTypes.named(type).orElse(null);
    if (eventClass == null) {
      return new Received.Unreadable("unknown event type " + printable(type));
    }
    if (Topic.named(topic).filter(t -> t.carries().isAssignableFrom(eventClass)).isEmpty()) {
      return new Received.Unreadable(type + " does not belong on topic " + topic);
    }
    try {
      Event event = parse(eventClass, value);
      return new Received.Readable(new Envelope<>(id, source, Instant.parse(time), event, caller));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return new Received.Unreadable("not a valid " + type + ": " + firstLine(e));
    }
  }

  /**
   * Reads an event from its JSON.
   *
   * @throws IOException when it is not JSON of that record, or breaks the record's own rules
   */
  public static <E extends Event> E parse(Class<E> type, byte[] value) throws IOException {
    JavaType javaType = JSON.constructType(type);
    E event = JSON.readValue(value, javaType);
    if (event == null) {
      throw new IOException("the value is the JSON null");
    }
    return event;
  }

  /** Whose intent a record is of, and of which generation, as headers of the record. */
  public static Map<String, String> headers(Provenance provenance) {
    return provenance.isKnown()
        ? Map.of(
            INSTALLATION, provenance.installation(),
            GENERATION, Long.toString(provenance.generation()))
        : Map.of();
  }

  /** What the headers of a record say; unknown when they say nothing that could be. */
  public static Provenance provenance(Headers headers) {
    String installation = header(headers, INSTALLATION);
    String generation = header(headers, GENERATION);
    if (installation == null || generation == null || !GENERATIONS.matcher(generation).matches()) {
      return Provenance.UNKNOWN;
    }
    return new Provenance(installation, Long.parseLong(generation));
  }

  private static @Nullable String header(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String firstLine(Exception e) {
    Throwable root = e.getCause() instanceof IllegalArgumentException cause ? cause : e;
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    int end = message.indexOf('\n');
    return printable(end < 0 ? message : message.substring(0, end));
  }

  private static String printable(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
    return clean.length() > 200 ? clean.substring(0, 200) + "..." : clean;
  }
}
