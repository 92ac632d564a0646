package io.podspan.routecollector.kubernetes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.clusteraccess.ExecBudget;
import io.podspan.clusteraccess.ExecBudget.Place;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The one budget of all commands that this service runs in pods. A look at a node is several, one
 * after the other: it has one place, and each counts at the API server. Any thread.
 */
@ApplicationScoped
public class ExecPlaces {
  private final ExecBudget budget;
  private final MeterRegistry metrics;

  /** What commands are for: of each cluster these take turns. */
  enum Purpose {
    /** A look because the node said that something has changed. */
    CHANGE,
    /** A look of a round. */
    ROUND,
    /** A check that somebody asked for. */
    CHECK,
    /** The beginning of a stream. */
    STREAM
  }

  @Inject
  public ExecPlaces(
      MeterRegistry metrics,
      @ConfigProperty(name = "podspan.collector.parallel-reads", defaultValue = "8") int atOnce,
      @ConfigProperty(name = "podspan.collector.execs-per-second", defaultValue = "100")
          int aSecond) {
    if (atOnce < 1 || aSecond < 1) {
      throw new IllegalArgumentException(
          "podspan.collector.parallel-reads is "
              + atOnce
              + " and podspan.collector.execs-per-second is "
              + aSecond
              + ": both are 1 or more");
    }
    this.budget = new ExecBudget(atOnce, aSecond);
    this.metrics = metrics;
    Gauge.builder("podspan_collector_looks_running", budget, ExecBudget::running)
        .description("Looks at nodes, checks and beginnings of streams that are under way")
        .register(metrics);
    Gauge.builder("podspan_collector_looks_waiting", budget, ExecBudget::waiting)
        .description("Those that wait until others have ended, or until the next second")
        .register(metrics);
  }

  /** Waits for a place, as long as it takes. One command is counted. */
  Place take(String cluster, Purpose purpose) throws InterruptedException {
    Place place = budget.take(cluster, purpose.name());
    count(cluster, purpose);
    return place;
  }

  /**
   * Waits for a place. One command is counted.
   *
   * @return null where there was none in time
   */
  @Nullable Place take(String cluster, Purpose purpose, Duration patience)
      throws InterruptedException {
    Place place = budget.take(cluster, purpose.name(), patience);
    if (place != null) {
      count(cluster, purpose);
    }
    return place;
  }

  /** A further command runs in this place. It waits for nothing; those that come next do. */
  void further(Place place, String cluster, Purpose purpose) {
    place.alsoAt(cluster);
    count(cluster, purpose);
  }

  private void count(String cluster, Purpose purpose) {
    Counter.builder("podspan_collector_execs")
        .description("Commands that were run in pods")
        .tags("cluster", cluster, "purpose", purpose.name().toLowerCase(Locale.ROOT))
        .register(metrics)
        .increment();
  }
}
