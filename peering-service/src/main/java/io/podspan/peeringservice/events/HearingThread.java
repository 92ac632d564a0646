package io.podspan.peeringservice.events;

import io.podspan.events.Topic;
import io.podspan.servicekit.consume.InboundEvents;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread and the one consumer that hear sessions, routes and probes. An offset is committed
 * when everything before it is handled, so a record may be heard twice, and none is missed.
 */
@ApplicationScoped
public class HearingThread {
  private static final Logger LOG = Logger.getLogger(HearingThread.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String GROUP = "peering-service";
  private static final List<String> TOPICS =
      List.of(Topic.SESSIONS_NAME, Topic.ROUTES_NAME, Topic.PROBES_NAME);

  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final InboundEvents inbound;
  private final Hearing hearing;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
  private volatile @Nullable Thread thread;

  @Inject
  public HearingThread(
      KafkaClients kafka, TopicProvisioner topics, InboundEvents inbound, Hearing hearing) {
    this.kafka = kafka;
    this.topics = topics;
    this.inbound = inbound;
    this.hearing = hearing;
  }

  void start(@Observes StartupEvent event) {
    thread = Thread.ofPlatform().name("hearing").start(this::run);
  }

  private boolean running() {
    return stopping.getCount() > 0;
  }

  private void run() {
    while (running()) {
      try {
        listen();
      } catch (WakeupException e) {
        LOG.debug("woken to stop");
      } catch (KafkaException | IllegalStateException e) {
        pause(e);
      }
    }
  }

  private void pause(RuntimeException e) {
    if (running()) {
      LOG.warnf("listening begins anew in a second: %s", e.getMessage());
      try {
        stopping.await(1, TimeUnit.SECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        stopping.countDown();
      }
    }
  }

  private void listen() {
    if (!topics.awaitTopics(this::running)) {
      return;
    }
    try (KafkaConsumer<String, byte[]> listener =
        kafka.consumer(Map.of(ConsumerConfig.GROUP_ID_CONFIG, GROUP))) {
      consumer = listener;
      listener.subscribe(TOPICS);
      while (running()) {
        for (ConsumerRecord<String, byte[]> record : listener.poll(POLL)) {
          inbound.handle(record, hearing::hear);
        }
        listener.commitSync();
      }
    } finally {
      consumer = null;
    }
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    KafkaConsumer<String, byte[]> listener = consumer;
    if (listener != null) {
      listener.wakeup();
    }
    Thread hearer = thread;
    if (hearer != null && !hearer.join(Duration.ofSeconds(3))) {
      hearer.interrupt();
    }
  }
}
