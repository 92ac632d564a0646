package io.podspan.servicekit.follow;

import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.RecordReader;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The world as the intent topic tells it. Only the follower's own thread changes the world; any
 * thread may read it. Listeners are called on that thread with the newest world of a batch. The
 * first call comes when everything that was on the topic at the start has been read: a half-read
 * world would make a reflector drop peers.
 */
@ApplicationScoped
public class IntentFollower implements Part {
  private static final Logger LOG = Logger.getLogger(IntentFollower.class);

  private final SupervisedThread thread;
  private final List<Consumer<World>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private final Awaited intent =
      new Awaited("intent", "Kafka topic " + Topic.INTENT_NAME + " to be read");
  private volatile World world = World.EMPTY;
  private volatile boolean caughtUp;

  @Inject
  public IntentFollower(Consumers consumers, RecordReader records) {
    IntentReader reader = new IntentReader(records, this::learn, this::show);
    this.thread = consumers.thread("intent-follower", Map.of(), reader);
  }

  /** Tells every later world. Call it before {@link #start}. */
  public void onChange(Consumer<World> listener) {
    listeners.add(listener);
  }

  /** Starts following; a second call does nothing. */
  public void start() {
    thread.start();
  }

  public World world() {
    return world;
  }

  /** Whether everything that was on the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /** The partition that the intent of this cluster is on, empty when the cluster is not known. */
  public OptionalInt partitionOf(String cluster) {
    Integer partition = partitions.get(IntentEvent.CLUSTER_PREFIX + cluster);
    return partition == null ? OptionalInt.empty() : OptionalInt.of(partition);
  }

  private void learn(IntentEvent event, int partition) {
    if (event.subject().startsWith(IntentEvent.CLUSTER_PREFIX)) {
      partitions.put(event.subject(), partition);
    }
  }

  private void show(World now) {
    world = now;
    caughtUp = true;
    intent.arrived();
    for (Consumer<World> listener : listeners) {
      try {
        listener.accept(now);
      } catch (RuntimeException e) {
        LOG.errorf(e, "a listener failed on a change of the intent");
      }
    }
  }

  @Override
  public String name() {
    return intent.name();
  }

  /** Empty once it has caught up, also when Kafka goes away later. */
  @Override
  public Optional<Waiting> waiting() {
    return intent.waiting();
  }

  void stop(@Observes ShutdownEvent event) {
    thread.close();
  }
}
