package io.podspan.probeservice.events;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.world.World;
import io.podspan.probeservice.measure.AbandonedException;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.probe.Probing;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.WorkShare;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.rounds.Pace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What one round of probes does from one cluster. {@link Triggers} has the threads that call it.
 */
@ApplicationScoped
public class ProbeRounds {
  private static final Logger LOG = Logger.getLogger(ProbeRounds.class);
  private static final Duration NOT_OURS = Duration.ofMillis(500);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);

  private final Supplier<World> intent;
  private final Predicate<String> isOurs;
  private final BooleanSupplier settled;
  private final Probing probing;
  private final Pace<String> pace;
  private final LongSupplier nanoTime;
  private final AtomicBoolean forgetting = new AtomicBoolean();

  @Inject
  public ProbeRounds(
      IntentFollower intent,
      WorkShare share,
      Probing probing,
      @ConfigProperty(name = "podspan.probe.interval", defaultValue = "15s") Duration interval,
      @ConfigProperty(name = "podspan.probe.unreachable-interval", defaultValue = "2s")
          Duration unreachableInterval) {
    this(
        intent::world,
        share::isOurs,
        intent::isSettled,
        probing,
        new Pace<>(interval, unreachableInterval),
        System::nanoTime);
  }

  ProbeRounds(
      Supplier<World> intent,
      Predicate<String> isOurs,
      BooleanSupplier settled,
      Probing probing,
      Pace<String> pace,
      LongSupplier nanoTime) {
    this.intent = intent;
    this.isOurs = isOurs;
    this.settled = settled;
    this.probing = probing;
    this.pace = pace;
    this.nanoTime = nanoTime;
  }

  /** The intent has changed: call {@link #forget} soon, and rounds of {@link #sources}. */
  void onIntent() {
    forgetting.set(true);
  }

  /** The clusters that probes start from. */
  static Set<String> sources(World world) {
    return pairs(world).stream().map(ClusterPair::from).collect(Collectors.toSet());
  }

  private static Set<ClusterPair> pairs(World world) {
    Set<ClusterPair> pairs = new HashSet<>();
    world.joinedPairs().forEach(pair -> pairs.add(new ClusterPair(pair.getKey(), pair.getValue())));
    return pairs;
  }

  /** The clusters whose probes a change in this cluster concerns: both directions. */
  Set<String> concernedBy(String cluster) {
    Set<String> concerned = new HashSet<>(intent.get().joinedWith(cluster));
    concerned.add(cluster);
    return concerned;
  }

  /** Something happened to this node: the next rounds of its cluster look at it. */
  void touch(String cluster, String node) {
    probing.touch(cluster, node, intent.get().joinedWith(cluster));
  }

  /** Something is changing in this cluster: its next rounds follow quickly. */
  void onHint(String cluster) {
    pace.hint(cluster);
  }

  /**
   * Forgets all pairs that are not joined any more; not before the intent was read as a whole.
   * After a failure the next round tries again.
   */
  void forget() {
    if (!settled.getAsBoolean() || !forgetting.getAndSet(false)) {
      return;
    }
    try {
      probing.keep(pairs(intent.get()));
    } catch (RuntimeException e) {
      forgetting.set(true);
      throw e;
    }
  }

  /**
   * One round from one cluster.
   *
   * @return the pause until its next round
   */
  Duration round(String from) {
    long began = nanoTime.getAsLong();
    World world = intent.get();
    SortedSet<String> joined = world.joinedWith(from);
    if (joined.isEmpty() || !isOurs.test(from)) {
      return NOT_OURS;
    }
    boolean well = false;
    try {
      forget();
      List<PairState> known = probing.round(from, joined, this::isJoined);
      well = known.stream().allMatch(pair -> pair.state() == Reachability.REACHABLE);
    } catch (AbandonedException e) {
      LOG.infof("The round from %s is abandoned: %s.", from, e.getMessage());
    } catch (RuntimeException e) {
      if (!Outage.isDatabaseAway(e)) {
        throw e;
      }
      LOG.warnf("The round from %s is lost: the database does not answer.", from);
    }
    if (!intent.get().equals(world)) {
      // A pair that was withdrawn may have been kept after it was forgotten.
      forgetting.set(true);
    }
    Duration left = pace.pause(from, well).minusNanos(nanoTime.getAsLong() - began);
    return left.compareTo(SHORTEST_PAUSE) > 0 ? left : SHORTEST_PAUSE;
  }

  private boolean isJoined(ClusterPair pair) {
    return intent.get().joinedWith(pair.from()).contains(pair.to());
  }
}
