package io.podspan.console.events;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

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

  void begins(List<ConsumerRecord<String, byte[]>> batch) {
    pendingSince = batch.stream().mapToLong(ConsumerRecord::timestamp).min().orElse(NOTHING);
  }

  void stored(List<ConsumerRecord<String, byte[]>> batch) {
    lastLagMillis = lagMillis();
    pendingSince = NOTHING;
    batch.forEach(
        record -> metrics.counter("podspan_journal_records", "topic", record.topic()).increment());
  }

  private double lagSeconds() {
    return (pendingSince == NOTHING ? lastLagMillis : lagMillis()) / 1_000.0;
  }

  private long lagMillis() {
    return Math.max(0, Clock.systemUTC().millis() - pendingSince);
  }
}
