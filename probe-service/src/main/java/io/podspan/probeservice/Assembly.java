package io.podspan.probeservice;

import io.podspan.probeservice.ends.Ends;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Step;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.measure.Pods;
import io.podspan.probeservice.measure.Prober;
import io.podspan.probeservice.measure.SourcePods;
import io.podspan.probeservice.measure.SourceProber;
import io.podspan.probeservice.paths.PathPods;
import io.podspan.probeservice.paths.PathProber;
import io.podspan.probeservice.probe.Explanations;
import io.podspan.probeservice.probe.Ledger;
import io.podspan.probeservice.probe.Observer;
import io.podspan.probeservice.probe.Probing;
import io.podspan.servicekit.follow.IntentFollower;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes the plain objects out of the adapters and the configuration. */
@Dependent
public class Assembly {
  private static final int MOST_PINGS = 10;
  private static final int MOST_PAIRS = 4096;

  /** Minutes of pairs that wait to be written: some minutes of 10,000 pairs, about 15 MB. */
  private static final int MOST_WAITING = 40_000;

  @Produces
  @Singleton
  Prober prober(
      Pods pods,
      @ConfigProperty(name = "podspan.probe.pings", defaultValue = "3") int pings,
      @ConfigProperty(name = "podspan.probe.max-pod-pairs", defaultValue = "64") int mostPairs) {
    return new Prober(
        pods,
        checked("podspan.probe.pings", pings, MOST_PINGS),
        checked("podspan.probe.max-pod-pairs", mostPairs, MOST_PAIRS));
  }

  @Produces
  @Singleton
  Probing probing(
      Prober prober, Ledger ledger, Observer observer, Tally history, Explanations heard) {
    return new Probing(prober, ledger, observer, history, heard);
  }

  @Produces
  @Singleton
  Tally history() {
    return new Tally(MOST_WAITING, Clock.systemUTC());
  }

  @Produces
  @Singleton
  Retention retention(
      @ConfigProperty(name = "podspan.probe.history.minutes", defaultValue = "6h") Duration minutes,
      @ConfigProperty(name = "podspan.probe.history.hours", defaultValue = "30d") Duration hours,
      @ConfigProperty(name = "podspan.probe.history.days", defaultValue = "400d") Duration days) {
    return new Retention(Map.of(Step.MINUTE, minutes, Step.HOUR, hours, Step.DAY, days));
  }

  /** Above the ports that are usual for services, below those that clients get. */
  @Produces
  @Singleton
  SourceProber sourceProber(Pods pods, SourcePods sources) {
    return new SourceProber(
        pods, sources, () -> ThreadLocalRandom.current().nextInt(20_000, 30_000));
  }

  @Produces
  @Singleton
  PathProber pathProber(
      Ends ends, Pods pods, PathPods paths, SourcePods sources, IntentFollower intent) {
    return new PathProber(
        ends,
        pods,
        paths,
        sources,
        intent::world,
        () -> ThreadLocalRandom.current().nextInt(20_000, 30_000));
  }

  private static int checked(String key, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(key + " is " + value + ", not from 1 to " + most);
    }
    return value;
  }
}
