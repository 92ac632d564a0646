package io.podspan.servicekit.follow;

import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A thread that owns a consumer of its own and begins anew, a second later, whatever ends it but
 * {@link #close}. Waits for the topics first.
 */
public final class KafkaLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(KafkaLoop.class);
  private static final Duration LAST_POLL = Duration.ofSeconds(3);

  private final String name;
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final Map<String, Object> settings;
  private final BiConsumer<KafkaConsumer<String, byte[]>, BooleanSupplier> body;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

  /**
   * @param settings of the consumer, besides the common ones
   * @param body polls as long as it is told to; called anew with a new consumer after every failure
   */
  public KafkaLoop(
      String name,
      KafkaClients kafka,
      TopicProvisioner topics,
      Map<String, Object> settings,
      BiConsumer<KafkaConsumer<String, byte[]>, BooleanSupplier> body) {
    this.name = name;
    this.kafka = kafka;
    this.topics = topics;
    this.settings = settings;
    this.body = body;
  }

  /** A second call does nothing. */
  public synchronized void start() {
    if (thread == null) {
      thread = Thread.ofPlatform().name(name).start(this::run);
    }
  }

  private boolean running() {
    return stopping.getCount() > 0;
  }

  private void run() {
    while (running() && topics.awaitTopics(this::running)) {
      try (KafkaConsumer<String, byte[]> own = kafka.consumer(settings)) {
        consumer = own;
        body.accept(own, this::running);
      } catch (WakeupException e) {
        LOG.debugf("%s is woken to stop", name);
      } catch (KafkaException e) {
        LOG.warnf("%s begins anew in a second: %s", name, e.getMessage());
      } catch (RuntimeException e) {
        tell(e);
      } finally {
        consumer = null;
      }
      pause();
    }
  }

  private void tell(RuntimeException e) {
    if (running()) {
      LOG.errorf(e, "%s failed and begins anew in a second", name);
    } else {
      LOG.debugf(e, "%s ends", name);
    }
  }

  private void pause() {
    try {
      if (stopping.await(1, TimeUnit.SECONDS)) {
        LOG.debugf("%s has stopped", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }

  /**
   * All partitions of a topic.
   *
   * @throws KafkaException when there are none: right after its creation a broker may know a
   *     topic's name only, and a consumer of no partitions would believe that it has read
   *     everything
   */
  static List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer, String topic) {
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (all.isEmpty()) {
      throw new KafkaException("topic " + topic + " has no partitions yet");
    }
    return all;
  }

  @Override
  public void close() {
    stopping.countDown();
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    Thread own = thread;
    try {
      if (own != null && !own.join(LAST_POLL)) {
        own.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
