package io.podspan.servicekit.follow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.IntentEvent.IntentCompleted;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import io.podspan.events.world.World;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Kept} as JSON: the mark, the Kafka cluster, and the events that lead to the world. They
 * are read by the same rules as the topic. A document of an earlier version is the array of these
 * events alone.
 */
public final class KeptDocument {
  private static final String MARK = "mark";
  private static final String KAFKA = "kafka";
  private static final String INTENT = "intent";
  private static final ObjectMapper JSON = new ObjectMapper();

  private KeptDocument() {}

  public static byte[] write(Kept kept) throws IOException {
    ObjectNode document = JSON.createObjectNode();
    IntentCompleted mark = kept.mark();
    document.set(MARK, mark == null ? null : JSON.readTree(EventCodec.data(mark)));
    document.put(KAFKA, kept.kafka());
    ArrayNode intent = document.putArray(INTENT);
    for (var cluster : kept.world().clusters().values()) {
      for (IntentEvent event : IntentEvent.registered(cluster)) {
        intent.add(entry(event));
      }
    }
    for (var reflector : kept.world().reflectors().values()) {
      intent.add(entry(new IntentEvent.ReflectorDeclared(reflector)));
    }
    for (var interconnect : kept.world().interconnects().values()) {
      intent.add(entry(new IntentEvent.InterconnectDeclared(interconnect)));
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
  }

  private static ObjectNode entry(IntentEvent event) throws IOException {
    try {
      ObjectNode entry = JSON.createObjectNode();
      entry.put("type", EventTypes.nameOf(event.getClass()));
      entry.set("data", JSON.readTree(EventCodec.data(event)));
      return entry;
    } catch (JsonProcessingException e) {
      throw new IOException("an event that cannot be written", e);
    }
  }

  /**
   * Reads it.
   *
   * @throws IOException when it is something else
   */
  public static Kept read(byte[] json) throws IOException {
    JsonNode document = JSON.readTree(json);
    if (document.isArray()) {
      return new Kept(world(document), null, null);
    }
    if (!document.path(INTENT).isArray()) {
      throw new IOException("it holds no list '" + INTENT + "'");
    }
    JsonNode kafka = document.path(KAFKA);
    return new Kept(
        world(document.path(INTENT)),
        mark(document.path(MARK)),
        kafka.isTextual() ? kafka.asText() : null);
  }

  private static @Nullable IntentCompleted mark(JsonNode mark) throws IOException {
    return mark.isObject()
        ? EventCodec.parse(IntentCompleted.class, JSON.writeValueAsBytes(mark))
        : null;
  }

  private static World world(JsonNode intent) throws IOException {
    List<IntentEvent> events = new ArrayList<>();
    for (JsonNode entry : intent) {
      events.add(event(entry));
    }
    return World.EMPTY.after(events);
  }

  private static IntentEvent event(JsonNode entry) throws IOException {
    String type = entry.path("type").asText();
    Class<? extends Event> eventClass =
        EventTypes.named(type).orElseThrow(() -> new IOException("unknown event type " + type));
    Event event = EventCodec.parse(eventClass, JSON.writeValueAsBytes(entry.path("data")));
    if (event instanceof IntentEvent intent) {
      return intent;
    }
    throw new IOException(type + " is not an event of the intent");
  }
}
