package io.podspan.cli.fleet;

import io.podspan.events.Event;
import io.podspan.events.RolloutEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What peering-service tells of its rollouts, counted. */
final class Told implements AutoCloseable {
  private final String bootstrapServers;
  private final Reports reports;
  private final Map<String, Integer> verified = new ConcurrentHashMap<>();
  private final List<Long> took = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final AtomicInteger completed = new AtomicInteger();
  private final AtomicInteger drifts = new AtomicInteger();
  private final AtomicInteger healed = new AtomicInteger();
  private final Thread follower;
  private volatile boolean running = true;

  Told(String bootstrapServers, Reports reports) {
    this.bootstrapServers = bootstrapServers;
    this.reports = reports;
    this.follower = Thread.ofPlatform().name("told").daemon().start(this::follow);
  }

  /** How often each node was told to be verified. */
  Map<String, Integer> verified() {
    return Map.copyOf(verified);
  }

  int verifiedNodes() {
    return verified.size();
  }

  /** How long a node's turn took: the one at this part of all. */
  long tookMillis(double part) {
    List<Long> sorted = took.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) (part * (sorted.size() - 1)));
  }

  /** Rollouts that did not go straight to their end. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  int drifts() {
    return drifts.get();
  }

  int healed() {
    return healed.get();
  }

  int completed() {
    return completed.get();
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
                "metadata.max.age.ms",
                "500"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topic.ROLLOUTS_NAME));
      while (running) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                record -> {
                  if (EventCodec.read(record)
                      instanceof Received.Readable(Envelope<Event> envelope)) {
                    on(envelope.event());
                  }
                });
      }
    }
  }

  private void on(Event event) {
    switch (event) {
      case RolloutEvent.NodeRestarting e -> reports.turn(e.node());
      case RolloutEvent.NodeVerified e -> {
        verified.merge(e.node(), 1, Integer::sum);
        took.add(e.tookMillis());
        reports.verified(e.node());
      }
      case RolloutEvent.RolloutCompleted _ -> completed.incrementAndGet();
      case RolloutEvent.RolloutFailed e -> failures.add(e.toString());
      case RolloutEvent.RolloutPaused e -> failures.add(e.toString());
      case RolloutEvent.RolledBack e -> failures.add(e.toString());
      case RolloutEvent.DriftFound _ -> drifts.incrementAndGet();
      case RolloutEvent.DriftHealed _ -> healed.incrementAndGet();
      default -> {}
    }
  }

  @Override
  public void close() throws InterruptedException {
    running = false;
    follower.join();
  }
}
