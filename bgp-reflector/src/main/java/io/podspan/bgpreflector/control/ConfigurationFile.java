package io.podspan.bgpreflector.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.EventTypes;
import io.podspan.events.world.World;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The intent in force, on the local disk: a JSON array of the events that lead to it. It is read by
 * the same rules as the topic. It is replaced as a whole: a crash leaves the old or the new one.
 */
final class ConfigurationFile {
  private static final String NAME = "intent.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /**
   * @param folder is made where it is missing
   */
  ConfigurationFile(Path folder) {
    this.file = folder.resolve(NAME);
  }

  /** Empty when there is none. @throws IOException when there is one that cannot be read */
  Optional<World> load() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<IntentEvent> events = new ArrayList<>();
    for (JsonNode entry : JSON.readTree(file.toFile())) {
      events.add(event(entry));
    }
    return Optional.of(World.EMPTY.after(events));
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

  void save(World world) throws IOException {
    ArrayNode entries = JSON.createArrayNode();
    for (var cluster : world.clusters().values()) {
      for (IntentEvent event : IntentEvent.registered(cluster)) {
        entries.add(entry(event));
      }
    }
    for (var interconnect : world.interconnects().values()) {
      entries.add(entry(new IntentEvent.InterconnectDeclared(interconnect)));
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path next = file.resolveSibling(NAME + ".new");
    write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(entries));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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

  private static void write(Path target, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
