package io.podspan.servicekit.follow;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.outbox.SubjectPartitioner;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Consumers;
import io.podspan.servicekit.consume.RecordReader;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.ready.Awaited;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.ready.Waiting;
import io.podspan.servicekit.supervise.SupervisedThread;
import io.podspan.servicekit.supervise.Supervision;
import io.podspan.servicekit.trust.IntentTrust;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The world as the intent topic tells it, and as it was kept for this start. Only the follower's
 * own thread changes the world; any thread may read it. Listeners are called on that thread with
 * the newest world of a batch. The first call comes with what was kept, or when everything that was
 * on the topic at the start has been read: a half-read world would make a reflector drop peers.
 *
 * <p>A topic that does not hold the whole intent takes nothing away ({@link Judgement}); {@link
 * #standing} says so, and the readiness shows it without being down.
 */
@ApplicationScoped
public class IntentFollower implements Part {
  private static final Logger LOG = Logger.getLogger(IntentFollower.class);
  private static final Duration PASSING = Duration.ofSeconds(10);

  private final Consumers consumers;
  private final Supervision supervision;
  private final RecordReader records;
  private final TopicProvisioner topics;
  private final IntentTrust trust;
  private final List<Consumer<World>> listeners = new CopyOnWriteArrayList<>();
  private final Awaited intent =
      new Awaited("intent", "Kafka topic " + Topic.INTENT_NAME + " to be read");
  private final Awaited trouble = new Awaited("intent-topic", "its first reading");
  private @Nullable SupervisedThread thread;
  private @Nullable SupervisedThread keeperThread;
  private KeptIntent place = KeptIntent.NOWHERE;
  private volatile Known known = new Known(World.EMPTY, 0);
  private volatile Standing standing = new Standing.Reading();
  private volatile long generation;
  private volatile int partitions = Topic.PARTITIONS;
  private volatile boolean caughtUp;
  private volatile boolean settled;
  private Standing told = new Standing.Reading();
  private boolean shown;

  @Inject
  public IntentFollower(
      Consumers consumers,
      Supervision supervision,
      RecordReader records,
      TopicProvisioner topics,
      IntentTrust trust,
      ServiceReadiness readiness) {
    this.consumers = consumers;
    this.supervision = supervision;
    this.records = records;
    this.topics = topics;
    this.trust = trust;
    readiness.shows(trouble);
    MeterRegistry metrics = supervision.metrics();
    Gauge.builder("podspan_intent_generation", this, follower -> follower.generation)
        .description("the generation of the last whole intent; 0 before the first")
        .strongReference(true)
        .register(metrics);
    Gauge.builder("podspan_intent_complete", this, IntentFollower::complete)
        .description("1 while the topic holds the whole intent")
        .strongReference(true)
        .register(metrics);
  }

  private double complete() {
    return standing instanceof Standing.Complete ? 1 : 0;
  }

  /** Tells every later world. Call it before {@link #start}. */
  public void onChange(Consumer<World> listener) {
    listeners.add(listener);
  }

  /** Starts following with nothing kept; a second call does nothing. */
  public void start() {
    start(KeptIntent.NOWHERE);
  }

  /**
   * Starts following; a second call does nothing.
   *
   * @param kept what was known at the last stop, and where the next start finds it
   */
  public synchronized void start(KeptIntent kept) {
    if (thread != null) {
      return;
    }
    place = kept;
    IntentTopic topic = new IntentTopic(records, trust, topics::identity);
    IntentKeeper keeper = new IntentKeeper(kept);
    SupervisedThread keeping = supervision.thread("intent-keeper", keeper);
    keeping.start();
    keeperThread = keeping;
    IntentReader reader =
        new IntentReader(
            topic,
            kept,
            judgement -> judged(judgement, topic.partitions()),
            now -> {
              keeper.hold(now);
              keeping.wake();
            });
    thread = consumers.thread("intent-follower", IntentTopic.SETTINGS, reader);
    thread.start();
  }

  public World world() {
    return known.world();
  }

  /** The world together with its generation. */
  public Known known() {
    return known;
  }

  /**
   * A world.
   *
   * @param generation the newest one of which something is in it; 0 when it is of none
   */
  public record Known(World world, long generation) {}

  /** Whether everything that was on the topic at the start has been read. */
  public boolean caughtUp() {
    return caughtUp;
  }

  /**
   * Whether what the world does not name is gone, so that what belongs to it may be forgotten. It
   * is not while nothing whole was ever read.
   */
  public boolean isSettled() {
    return settled;
  }

  public Standing standing() {
    return standing;
  }

  /** The partition that the intent of this cluster is on, empty when the cluster is not known. */
  public OptionalInt partitionOf(String cluster) {
    return known.world().clusters().containsKey(cluster)
        ? OptionalInt.of(
            SubjectPartitioner.partitionOf(IntentEvent.CLUSTER_PREFIX + cluster, partitions))
        : OptionalInt.empty();
  }

  private void judged(Judgement judgement, int partitionsNow) {
    partitions = partitionsNow;
    boolean settles = !settled && judgement.isSettled();
    settled = judgement.isSettled();
    generation = judgement.generation().orElse(0);
    stand(judgement.standing());
    boolean read = !(standing instanceof Standing.Reading);
    if (read) {
      caughtUp = true;
      intent.arrived();
    }
    Known before = known;
    known = new Known(judgement.inForce(), judgement.newest());
    if (!known.world().equals(before.world()) || settles || (read && !shown)) {
      shown = true;
      show(known.world());
    }
  }

  private void stand(Standing now) {
    switch (now) {
      case Standing.Reading _ -> {
        // What was said of it before holds until it is read.
      }
      case Standing.Complete _, Standing.Unmarked _ -> trouble.arrived();
      case Standing.Kept(String why) -> trouble.waitFor(why + "; " + running());
      case Standing.Foreign(String why) -> trouble.waitFor(why + "; " + running());
    }
    if (now instanceof Standing.Foreign(String why)) {
      topics.hold(why);
    } else {
      topics.release();
    }
    tell(now);
    standing = now;
  }

  /** What passes by itself within seconds, as a mark that is behind its records, is not told. */
  private void tell(Standing now) {
    if (now.equals(standing) && now.equals(told)) {
      return;
    }
    switch (now) {
      case Standing.Reading _, Standing.Unmarked _ -> {
        // Nothing to do for anybody.
      }
      case Standing.Complete(long whole) -> {
        if (!(told instanceof Standing.Complete)) {
          LOG.infof("the intent is whole, of generation %d", whole);
        }
        told = now;
      }
      case Standing.Kept(String why) -> {
        if (lasts()) {
          LOG.warnf("%s; %s", why, running());
          told = now;
        }
      }
      case Standing.Foreign(String why) -> {
        LOG.errorf("%s; %s", why, running());
        told = now;
      }
    }
  }

  private boolean lasts() {
    return trouble
        .waiting()
        .filter(waiting -> waiting.since().plus(PASSING).isBefore(Instant.now()))
        .isPresent();
  }

  private String running() {
    String what =
        generation > 0 ? "the configuration of generation " + generation : "what is known so far";
    return "running on " + what + ", kept in " + place.place();
  }

  private void show(World now) {
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
    close(thread);
    close(keeperThread);
  }

  private static void close(@Nullable SupervisedThread started) {
    if (started != null) {
      started.close();
    }
  }
}
