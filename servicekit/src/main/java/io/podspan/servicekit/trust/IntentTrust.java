package io.podspan.servicekit.trust;

import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.ready.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Which records of the intent count, and the alarm about those that do not. Any thread may ask. */
@ApplicationScoped
public class IntentTrust implements Part {
  private static final Duration ALARM = Duration.ofMinutes(10);

  private final Optional<TrustedKeyFolder> folder;
  private final DeadLetters deadLetters;
  private final MeterRegistry metrics;
  private final Clock clock;
  private volatile @Nullable Waiting last;

  @Inject
  public IntentTrust(
      @ConfigProperty(name = "podspan.intent.trusted-keys") Optional<Path> folder,
      DeadLetters deadLetters,
      ServiceReadiness readiness,
      MeterRegistry metrics) {
    this(folder, deadLetters, metrics, Clock.systemUTC());
    readiness.shows(this);
  }

  public IntentTrust(
      Optional<Path> folder, DeadLetters deadLetters, MeterRegistry metrics, Clock clock) {
    this.folder = folder.map(path -> new TrustedKeyFolder(path, System::nanoTime));
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Why this record does not count; empty when it does, or when no keys are configured. */
  public Optional<String> objection(ConsumerRecord<String, byte[]> record) {
    return folder.flatMap(trusted -> trusted.keys().objection(record));
  }

  /** The record becomes a dead letter, and an alarm. */
  public void refuse(ConsumerRecord<String, byte[]> record, String objection) {
    metrics.counter("podspan_intent_refused_total").increment();
    last =
        new Waiting(
            "somebody else writes to %s: a record at %d-%d was refused, %s"
                .formatted(record.topic(), record.partition(), record.offset(), objection),
            clock.instant());
    deadLetters.send(record, objection);
  }

  @Override
  public String name() {
    return "intent-signatures";
  }

  /** The last refusal, for some minutes. */
  @Override
  public Optional<Waiting> waiting() {
    Instant now = clock.instant();
    return Optional.ofNullable(last).filter(refusal -> refusal.since().plus(ALARM).isAfter(now));
  }
}
