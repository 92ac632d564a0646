package io.podspan.probeservice.events;

import io.podspan.events.world.World;
import io.podspan.probeservice.probe.AbandonedException;
import io.podspan.probeservice.probe.ClusterPair;
import io.podspan.probeservice.probe.PairState;
import io.podspan.probeservice.probe.Probing;
import io.podspan.probeservice.probe.Reachability;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.WorkShare;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.rounds.Pace;
import io.podspan.servicekit.rounds.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Rounds of probes from each joined cluster that is ours. */
@ApplicationScoped
public class ProbeRounds {
  private static final Logger LOG = Logger.getLogger(ProbeRounds.class);
  private static final Duration NOT_OURS = Duration.ofMillis(500);
  private static final Duration BREATH = Duration.ofMillis(100);

  private final IntentFollower intent;
  private final WorkShare share;
  private final Probing probing;
  private final Pace<String> pace;
  private final Executor afterSettling;
  private final Set<String> settling = ConcurrentHashMap.newKeySet();
  private final Rounds<String> rounds = new Rounds<>("probe", this::round);
  private volatile boolean forgetting;

  @Inject
  public ProbeRounds(
      IntentFollower intent,
      WorkShare share,
      Probing probing,
      @ConfigProperty(name = "podspan.probe.interval", defaultValue = "15s") Duration interval,
      @ConfigProperty(name = "podspan.probe.unreachable-interval", defaultValue = "2s")
          Duration unreachableInterval,
      @ConfigProperty(name = "podspan.probe.settle", defaultValue = "200ms") Duration settle) {
    this.intent = intent;
    this.share = share;
    this.probing = probing;
    this.pace = new Pace<>(interval, unreachableInterval);
    this.afterSettling =
        CompletableFuture.delayedExecutor(settle.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The intent is another one: other pairs, other pods. */
  void onIntent(World world) {
    Set<String> joined = new HashSet<>();
    pairs(world).forEach(pair -> joined.add(pair.from()));
    forgetting = true;
    rounds.keep(joined);
    joined.forEach(this::soon);
    if (joined.isEmpty()) {
      // Nobody's round will do it.
      Thread.ofVirtual().name("forget").start(this::forget);
    }
  }

  /** Something changed in this cluster's routes: both its directions are worth another look. */
  void onRoutes(String cluster) {
    soon(cluster);
    intent.world().joinedWith(cluster).forEach(this::soon);
  }

  /** A round shortly, one for all that is said until then. */
  private void soon(String cluster) {
    pace.hint(cluster);
    if (settling.add(cluster)) {
      afterSettling.execute(
          () -> {
            settling.remove(cluster);
            rounds.trigger(cluster);
          });
    }
  }

  private Duration round(String from) {
    long began = System.nanoTime();
    SortedSet<String> joined = intent.world().joinedWith(from);
    if (joined.isEmpty() || !share.isOurs(from)) {
      return NOT_OURS;
    }
    boolean well = false;
    try {
      forget();
      List<PairState> known = probing.round(from, joined, this::isJoined);
      well = known.stream().allMatch(pair -> pair.state() == Reachability.REACHABLE);
    } catch (AbandonedException e) {
      LOG.infof("the round from %s is abandoned: %s", from, e.getMessage());
    } catch (RuntimeException e) {
      if (!Outage.isDatabaseAway(e)) {
        throw e;
      }
      LOG.warnf("the round from %s is lost: the database is away", from);
    }
    Duration left = pace.pause(from, well).minusNanos(System.nanoTime() - began);
    return left.compareTo(BREATH) > 0 ? left : BREATH;
  }

  private boolean isJoined(ClusterPair pair) {
    return intent.world().joinedWith(pair.from()).contains(pair.to());
  }

  /** Whatever is not joined any more; again with the next round when it fails. */
  private void forget() {
    if (forgetting) {
      forgetting = false;
      try {
        probing.keep(pairs(intent.world()));
      } catch (RuntimeException e) {
        forgetting = true;
        throw e;
      }
    }
  }

  private static Set<ClusterPair> pairs(World world) {
    Set<ClusterPair> pairs = new HashSet<>();
    world.joinedPairs().forEach(pair -> pairs.add(new ClusterPair(pair.getKey(), pair.getValue())));
    return pairs;
  }

  /** Before the clients and the database go: a round under way has 3 s to end. */
  void stop(@Observes @Priority(1) ShutdownEvent event) {
    rounds.close();
  }
}
