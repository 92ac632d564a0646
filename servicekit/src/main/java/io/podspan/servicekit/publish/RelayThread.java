package io.podspan.servicekit.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.outbox.Inbox;
import io.podspan.events.outbox.OutboxRelay;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The thread that owns the outbox relay: woken by commits, and by itself every second. */
@ApplicationScoped
@IfBuildProperty(name = "podspan.outbox.enabled", stringValue = "true")
public class RelayThread {
  private static final Logger LOG = Logger.getLogger(RelayThread.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration FORGET_EVERY = Duration.ofHours(1);

  /** As long as Kafka keeps the records by default: none comes again later. */
  private static final int KEPT_DAYS = 7;

  private static final Duration LAST_TRY = Duration.ofSeconds(3);

  /**
   * What the relay sends before it flushes is then one batch per partition, which Kafka takes whole
   * or not at all. Of several, the first could expire while the broker is away and the second still
   * arrive: facts about one subject would come in another order.
   */
  private static final Map<String, Object> WHOLE_BATCHES =
      Map.of(ProducerConfig.LINGER_MS_CONFIG, 1_000, ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);

  private final DataSource dataSource;
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final String schema;
  private final Counter sent;
  private final Counter failures;
  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean running = true;
  private volatile @Nullable Thread thread;

  @Inject
  public RelayThread(
      DataSource dataSource,
      KafkaClients kafka,
      TopicProvisioner topics,
      MeterRegistry metrics,
      @ConfigProperty(name = "podspan.outbox.schema") String schema) {
    this.dataSource = dataSource;
    this.kafka = kafka;
    this.topics = topics;
    this.schema = schema;
    this.sent = metrics.counter("podspan_outbox_sent_total");
    this.failures = metrics.counter("podspan_outbox_failures_total");
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("outbox-relay").start(this::run);
  }

  /** There is something to send. Never blocks. */
  public void wake() {
    wakeUps.release();
  }

  private void run() {
    if (!topics.awaitTopics(() -> running)) {
      return;
    }
    try (KafkaProducer<String, byte[]> producer = kafka.producer(WHOLE_BATCHES)) {
      OutboxRelay relay = new OutboxRelay(dataSource, producer, schema);
      long lastForgetting = System.nanoTime();
      while (running) {
        relayAll(relay);
        if (System.nanoTime() - lastForgetting > FORGET_EVERY.toNanos()) {
          lastForgetting = System.nanoTime();
          forgetHandled();
        }
        awaitWork();
      }
      relayAll(relay);
    }
  }

  private void relayAll(OutboxRelay relay) {
    try {
      int count;
      do {
        count = relay.relayOnce();
        sent.increment(count);
      } while (count > 0);
    } catch (SQLException | ExecutionException | RuntimeException e) {
      failures.increment();
      LOG.warnf("events wait in the outbox, the next try is in %s: %s", POLL, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /** The inbox would grow for ever otherwise. */
  private void forgetHandled() {
    try (Connection connection = dataSource.getConnection()) {
      new Inbox(schema).forgetOlderThan(connection, KEPT_DAYS);
    } catch (SQLException e) {
      LOG.warnf("handled events are forgotten later: %s", e.getMessage());
    }
  }

  private void awaitWork() {
    try {
      if (wakeUps.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  /**
   * Sends what is committed, if Kafka answers in time; what remains is sent after the next start.
   */
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    running = false;
    wake();
    Thread relayThread = thread;
    if (relayThread != null && !relayThread.join(LAST_TRY)) {
      relayThread.interrupt();
      relayThread.join(Duration.ofSeconds(2));
    }
  }
}
