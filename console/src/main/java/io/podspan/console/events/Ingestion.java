package io.podspan.console.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.consume.Arrived;
import io.podspan.servicekit.outage.Outage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** How far the journal is behind Kafka, and how much went through, as metrics. */
@ApplicationScoped
public class Ingestion {
  private static final long NOTHING = Long.MAX_VALUE;

  private final MeterRegistry metrics;

  /** When the oldest record of the batch in hand was written to Kafka. */
  private volatile long pendingSince = NOTHING;

  private volatile long lastLagMillis;

  @Inject
  public Ingestion(MeterRegistry metrics) {
    this.metrics = metrics;
    Gauge.builder("podspan_journal_lag_seconds", this, Ingestion::lagSeconds)
        .description("From the writing of a record to Kafka until it is in the journal")
        .strongReference(true)
        .register(metrics);
  }

  void begins(List<Arrived> batch) {
    pendingSince =
        batch.stream().mapToLong(arrived -> arrived.record().timestamp()).min().orElse(NOTHING);
  }

  void stored(List<Arrived> batch) {
    lastLagMillis = lagMillis();
    pendingSince = NOTHING;
    batch.forEach(
        arrived ->
            metrics
                .counter("podspan_journal_records", "topic", arrived.record().topic())
                .increment());
  }

  /** While the database is away the batch is still behind; what cannot be stored no longer is. */
  void failed(RuntimeException failure) {
    if (!Outage.isDatabaseAway(failure)) {
      pendingSince = NOTHING;
    }
  }

  private double lagSeconds() {
    return (pendingSince == NOTHING ? lastLagMillis : lagMillis()) / 1_000.0;
  }

  private long lagMillis() {
    return Math.max(0, Clock.systemUTC().millis() - pendingSince);
  }
}
