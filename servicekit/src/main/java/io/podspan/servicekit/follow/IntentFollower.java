package io.podspan.servicekit.follow;

import io.podspan.events.Event;
import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The world as the intent topic tells it. The world is written by the follower's own thread only;
 * anybody may read it. Listeners are called on that thread, with the newest world of a batch, and
 * only once all that was on the topic at the start has been read: a half-read world would make a
 * reflector drop peers.
 */
@ApplicationScoped
public class IntentFollower {
  private static final Logger LOG = Logger.getLogger(IntentFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaLoop loop;
  private final DeadLetters deadLetters;
  private final List<Consumer<World>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private volatile World world = World.EMPTY;
  private volatile boolean caughtUp;

  @Inject
  public IntentFollower(KafkaClients kafka, TopicProvisioner topics, DeadLetters deadLetters) {
    this.loop = new KafkaLoop("intent-follower", kafka, topics, Map.of(), this::follow);
    this.deadLetters = deadLetters;
  }

  /**
   * Tells every later world, and the present one if it is known already. Call it before {@link
   * #start}.
   */
  public void onChange(Consumer<World> listener) {
    listeners.add(listener);
  }

  /** Starts following; a second call does nothing. */
  public void start() {
    loop.start();
  }

  public World world() {
    return world;
  }

  /** Whether all that was on the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /** The partition that the intent of this cluster is on, empty when the cluster is not known. */
  public OptionalInt partitionOf(String cluster) {
    Integer partition = partitions.get(IntentEvent.CLUSTER_PREFIX + cluster);
    return partition == null ? OptionalInt.empty() : OptionalInt.of(partition);
  }

  private void follow(KafkaConsumer<String, byte[]> follower, BooleanSupplier running) {
    List<TopicPartition> all = KafkaLoop.partitions(follower, Topic.INTENT_NAME);
    follower.assign(all);
    follower.seekToBeginning(all);
    read(follower, follower.endOffsets(all), running);
  }

  private void read(
      KafkaConsumer<String, byte[]> follower,
      Map<TopicPartition, Long> ends,
      BooleanSupplier running) {
    Map<TopicPartition, Long> behind = new HashMap<>(ends);
    // Built aside and shown when complete: after a lost connection the old world holds until then.
    World building = World.EMPTY;
    boolean complete = false;
    while (running.getAsBoolean()) {
      World before = building;
      ConsumerRecords<String, byte[]> records =
          complete ? follower.poll(POLL) : pollUnlessAtEnd(follower, behind);
      for (ConsumerRecord<String, byte[]> record : records) {
        building = apply(building, record);
      }
      behind.entrySet().removeIf(end -> follower.position(end.getKey()) >= end.getValue());
      if (behind.isEmpty() && (!complete || !building.equals(before))) {
        complete = true;
        show(building);
      }
    }
  }

  private static ConsumerRecords<String, byte[]> pollUnlessAtEnd(
      KafkaConsumer<String, byte[]> follower, Map<TopicPartition, Long> behind) {
    behind.entrySet().removeIf(end -> follower.position(end.getKey()) >= end.getValue());
    return behind.isEmpty() ? ConsumerRecords.empty() : follower.poll(POLL);
  }

  private World apply(World current, ConsumerRecord<String, byte[]> record) {
    return switch (EventCodec.read(record)) {
      case Received.Readable(Envelope<Event>(_, _, _, Event event))
          when event instanceof IntentEvent intent -> {
        partitions.put(intent.subject(), record.partition());
        yield current.after(intent);
      }
      case Received.Readable _ -> current;
      case Received.Unreadable(String reason) -> {
        deadLetters.send(record, reason);
        yield current;
      }
    };
  }

  private void show(World now) {
    world = now;
    caughtUp = true;
    for (Consumer<World> listener : listeners) {
      try {
        listener.accept(now);
      } catch (RuntimeException e) {
        LOG.errorf(e, "a listener failed on a change of the intent");
      }
    }
  }

  /** Names of what this waits for, empty when it has caught up. */
  public Collection<String> waitsFor() {
    return caughtUp ? List.of() : List.of("Kafka topic " + Topic.INTENT_NAME + " to be read");
  }

  void stop(@Observes ShutdownEvent event) {
    loop.close();
  }
}
