package io.podspan.cli.fleet;

import io.podspan.events.Event;
import io.podspan.events.RouteEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What route-collector tells. As in the journal, an event counts once, however often it comes. */
final class ToldRoutes implements AutoCloseable {
  private final String bootstrapServers;
  private final Consumer<RouteEvent> each;
  private final Set<String> seen = new HashSet<>();
  private final Thread follower;
  private volatile boolean running = true;

  /**
   * @param each is told each event, on one thread
   */
  ToldRoutes(String bootstrapServers, Consumer<RouteEvent> each) {
    this.bootstrapServers = bootstrapServers;
    this.each = each;
    this.follower = Thread.ofPlatform().name("told-routes").daemon().start(this::follow);
  }

  private void follow() {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "bench-" + System.nanoTime(),
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                "false",
                "fetch.max.wait.ms",
                "50",
                "metadata.max.age.ms",
                "500"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.ROUTES_NAME));
      while (running) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (EventCodec.read(record) instanceof Received.Readable(Envelope<Event> envelope)
                      && envelope.event() instanceof RouteEvent event
                      && seen.add(envelope.id())) {
                    each.accept(event);
                  }
                });
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    follower.join();
  }
}
