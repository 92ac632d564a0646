package io.podspan.probeservice.kubernetes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.podspan.clusteraccess.ExecBudget;
import io.podspan.clusteraccess.ExecBudget.Place;
import io.podspan.clusteraccess.ExecOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** The one budget of all commands that this service runs in pods. Any thread. */
@ApplicationScoped
public class ExecPlaces {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ExecBudget budget;
  private final MeterRegistry metrics;

  /** What commands are for: of each cluster these take turns. */
  enum Purpose {
    ROUND,
    SOURCE,
    MEASUREMENT
  }

  @Inject
  public ExecPlaces(
      MeterRegistry metrics,
      @ConfigProperty(name = "podspan.probe.parallel-execs", defaultValue = "16") int atOnce,
      @ConfigProperty(name = "podspan.probe.execs-per-second", defaultValue = "50") int aSecond) {
    if (atOnce < 1 || aSecond < 1) {
      throw new IllegalArgumentException(
          "podspan.probe.parallel-execs is "
              + atOnce
              + " and podspan.probe.execs-per-second is "
              + aSecond
              + ": both are 1 or more");
    }
    this.budget = new ExecBudget(atOnce, aSecond);
    this.metrics = metrics;
    Gauge.builder("podspan_probe_execs_running", budget, ExecBudget::running)
        .description("Commands that run in pods")
        .register(metrics);
    Gauge.builder("podspan_probe_execs_waiting", budget, ExecBudget::waiting)
        .description("Commands that wait until others have ended, or until the next second")
        .register(metrics);
  }

  /**
   * Runs it when it has a place; that takes 3 s at most.
   *
   * @return null where there was no place
   */
  @Nullable ExecOutcome run(String cluster, Purpose purpose, Supplier<ExecOutcome> command)
      throws InterruptedException {
    try (Place place = place(cluster, purpose)) {
      return place == null ? null : command.get();
    }
  }

  /**
   * Runs two commands that need each other, in pods of two clusters, when they have a place; that
   * takes 3 s at most. It is one place for both: who holds one never waits for another.
   *
   * @return null where there was no place
   */
  <T> @Nullable T runBoth(String cluster, String other, Purpose purpose, Supplier<T> commands)
      throws InterruptedException {
    try (Place place = place(cluster, purpose)) {
      if (place == null) {
        return null;
      }
      place.alsoAt(other);
      ran(other, purpose);
      return commands.get();
    }
  }

  private @Nullable Place place(String cluster, Purpose purpose) throws InterruptedException {
    Place place = budget.take(cluster, purpose.name(), PATIENCE);
    if (place == null) {
      counted(
          "podspan_probe_execs_without_place",
          "Commands that found no place within 3 s",
          tags(cluster, purpose));
    } else {
      ran(cluster, purpose);
    }
    return place;
  }

  private void ran(String cluster, Purpose purpose) {
    counted("podspan_probe_execs", "Commands that were run in pods", tags(cluster, purpose));
  }

  private static Tags tags(String cluster, Purpose purpose) {
    return Tags.of("cluster", cluster, "purpose", purpose.name().toLowerCase(Locale.ROOT));
  }

  private void counted(String name, String what, Tags tags) {
    Counter.builder(name).description(what).tags(tags).register(metrics).increment();
  }

  int atOnce() {
    return budget.atOnce();
  }
}
