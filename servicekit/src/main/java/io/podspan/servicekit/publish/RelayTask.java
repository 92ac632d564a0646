package io.podspan.servicekit.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.outbox.Inbox;
import io.podspan.events.outbox.OutboxRelay;
import io.podspan.events.outbox.Parking;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.ready.ServiceReadiness;
import io.podspan.servicekit.supervise.Task;
import io.podspan.servicekit.trust.IntentSigner;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Sends what is in the outbox, tells of what is parked, and forgets handled events every hour. */
@Singleton
@IfBuildProperty(name = "podspan.outbox.enabled", stringValue = "true")
class RelayTask implements Task {
  private static final Duration POLL = Duration.ofSeconds(1);

  /** Until it is known that this Kafka is ours. */
  private static final Duration HELD = Duration.ofMillis(100);

  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** More of them in the log tell nothing more. */
  private static final int MOST_TOLD = 20;

  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** As long as Kafka keeps records by default: none comes again later. */
  private static final int KEPT_DAYS = 7;

  /**
   * What the relay sends before it flushes is then one batch per partition, which Kafka takes whole
   * or not at all. Of several batches, the first could expire while the broker is away and the
   * second still arrive: facts about one subject would come in another order.
   */
  private static final Map<String, Object> WHOLE_BATCHES =
      Map.of(ProducerConfig.LINGER_MS_CONFIG, 1_000, ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);

  private final DataSource dataSource;
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final IntentSigner signer;
  private final String schema;
  private final Parking parking;
  private final ParkedAlarm alarm;
  private final Counter sent;
  private final Counter failures;
  private long nextLook = System.nanoTime();
  private long lastForgetting = System.nanoTime();
  private @Nullable KafkaProducer<String, byte[]> producer;
  private @Nullable OutboxRelay relay;

  @Inject
  RelayTask(
      DataSource dataSource,
      KafkaClients kafka,
      TopicProvisioner topics,
      IntentSigner signer,
      MeterRegistry metrics,
      ServiceReadiness readiness,
      @ConfigProperty(name = "podspan.outbox.schema") String schema) {
    this.dataSource = dataSource;
    this.kafka = kafka;
    this.topics = topics;
    this.signer = signer;
    this.schema = schema;
    this.parking = new Parking(schema);
    this.alarm = new ParkedAlarm(metrics);
    readiness.shows(alarm);
    this.sent = metrics.counter("podspan_outbox_sent_total");
    this.failures = metrics.counter("podspan_outbox_failures_total");
  }

  @Override
  public Duration turn() throws SQLException, ExecutionException, InterruptedException {
    topics.provide();
    if (!topics.mayPublish()) {
      return HELD;
    }
    relayAll(relay());
    lookAtParked();
    if (System.nanoTime() - lastForgetting > FORGET_EVERY.toNanos()) {
      forgetHandled();
      lastForgetting = System.nanoTime();
    }
    return POLL;
  }

  private OutboxRelay relay() {
    OutboxRelay present = relay;
    if (present == null) {
      Map<String, Object> settings = new HashMap<>(OutboxRelay.TIMES);
      settings.putAll(WHOLE_BATCHES);
      KafkaProducer<String, byte[]> own = kafka.producer(settings);
      producer = own;
      present = new OutboxRelay(dataSource, own, schema, signer);
      relay = present;
    }
    return present;
  }

  private void relayAll(OutboxRelay from)
      throws SQLException, ExecutionException, InterruptedException {
    int count;
    do {
      count = from.relayOnce();
      sent.increment(count);
    } while (count > 0);
  }

  private void lookAtParked() throws SQLException {
    if (System.nanoTime() < nextLook) {
      return;
    }
    nextLook = System.nanoTime() + LOOK_EVERY.toNanos();
    try (Connection connection = dataSource.getConnection()) {
      alarm.parked(parking.count(connection), parking.first(connection, MOST_TOLD));
    }
  }

  /** The inbox would grow without end otherwise. */
  private void forgetHandled() throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      new Inbox(schema).forgetOlderThan(connection, KEPT_DAYS);
    }
  }

  /**
   * The producer is good for the next turn: it connects again by itself. Only its login does not
   * change.
   */
  @Override
  public void failed(Throwable failure) {
    failures.increment();
    KafkaProducer<String, byte[]> own = producer;
    if (own != null && Outage.isLoginRefused(failure)) {
      producer = null;
      relay = null;
      own.close(Duration.ZERO);
    }
  }

  @Override
  public void ended() throws SQLException, ExecutionException, InterruptedException {
    KafkaProducer<String, byte[]> own = producer;
    if (relay == null || own == null) {
      return;
    }
    try {
      if (topics.mayPublish()) {
        relayAll(relay);
      }
    } finally {
      own.close(LAST_WORDS);
    }
  }
}
