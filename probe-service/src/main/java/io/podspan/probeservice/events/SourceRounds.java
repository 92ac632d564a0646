package io.podspan.probeservice.events;

import io.podspan.events.world.World;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.measure.SourceFinding;
import io.podspan.probeservice.measure.SourceProber;
import io.podspan.probeservice.probe.Ledger;
import io.podspan.probeservice.probe.SourceLedger;
import io.podspan.servicekit.follow.IntentFollower;
import io.podspan.servicekit.follow.WorkShare;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Measures, from one cluster, which source address the pods of the others see. It does so for pairs
 * of clusters that reach each other, seldom: what it costs is two exec calls for each pair of pods.
 */
@ApplicationScoped
public class SourceRounds {
  private static final Duration NOT_YET = Duration.ofSeconds(2);

  private final Supplier<World> intent;
  private final Predicate<String> isOurs;
  private final BooleanSupplier settled;
  private final SourceProber prober;
  private final Ledger ledger;
  private final SourceLedger sources;
  private final Duration interval;

  @Inject
  public SourceRounds(
      IntentFollower intent,
      WorkShare share,
      SourceProber prober,
      Ledger ledger,
      SourceLedger sources,
      @ConfigProperty(name = "podspan.probe.source-interval", defaultValue = "30s")
          Duration interval) {
    this(intent::world, share::isOurs, intent::isSettled, prober, ledger, sources, interval);
  }

  SourceRounds(
      Supplier<World> intent,
      Predicate<String> isOurs,
      BooleanSupplier settled,
      SourceProber prober,
      Ledger ledger,
      SourceLedger sources,
      Duration interval) {
    this.intent = intent;
    this.isOurs = isOurs;
    this.settled = settled;
    this.prober = prober;
    this.ledger = ledger;
    this.sources = sources;
    this.interval = interval;
  }

  /**
   * One round from one cluster.
   *
   * @return the pause until its next round: short while a pair does not reach the other yet
   */
  Duration round(String from) {
    if (!isOurs.test(from)) {
      return NOT_YET;
    }
    boolean all = true;
    for (String to : intent.get().joinedWith(from)) {
      ClusterPair pair = new ClusterPair(from, to);
      if (reaches(pair)) {
        Optional<SourceFinding> finding = prober.measure(pair);
        if (intent.get().joinedWith(from).contains(to)) {
          finding.ifPresent(sources::record);
        }
      } else {
        all = false;
      }
    }
    forget();
    return all ? interval : NOT_YET;
  }

  private boolean reaches(ClusterPair pair) {
    return ledger.find(pair).filter(state -> state.last().reachable() > 0).isPresent();
  }

  /** A pair that was withdrawn while it was measured goes, too. */
  private void forget() {
    if (!settled.getAsBoolean()) {
      return;
    }
    Set<ClusterPair> joined = new HashSet<>();
    intent
        .get()
        .joinedPairs()
        .forEach(pair -> joined.add(new ClusterPair(pair.getKey(), pair.getValue())));
    sources.keep(joined);
  }
}
