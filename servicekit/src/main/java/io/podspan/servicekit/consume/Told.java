package io.podspan.servicekit.consume;

import io.podspan.servicekit.kafka.KafkaClients;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * How far the dead letters of compacted topics are told. Such a topic is read from its beginning at
 * each start, and a record that cannot be read is told once. Kafka remembers that as the offsets of
 * a group that has no members, as long as it keeps the dead letters themselves: a week by default.
 * So it works without a database.
 */
final class Told implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Told.class);
  private static final long ANSWER_SECONDS = 5;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final KafkaClients kafka;
  private final String group;
  private final Set<KafkaFuture<Void>> pending = ConcurrentHashMap.newKeySet();
  private @Nullable Admin admin;
  private @Nullable Map<TopicPartition, Long> next;

  Told(KafkaClients kafka, String service) {
    this.kafka = kafka;
    this.group = service + "-dead-letters";
  }

  /** Whether this record was told before; false when Kafka does not say. */
  boolean before(TopicPartition partition, long offset) {
    return next().getOrDefault(partition, 0L) > offset;
  }

  private synchronized Map<TopicPartition, Long> next() {
    Map<TopicPartition, Long> known = next;
    if (known == null) {
      known = new ConcurrentHashMap<>(read());
      next = known;
    }
    return known;
  }

  private Map<TopicPartition, Long> read() {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    try {
      admin()
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get(ANSWER_SECONDS, TimeUnit.SECONDS)
          .forEach((partition, at) -> offsets.put(partition, at == null ? 0 : at.offset()));
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      LOG.warnf("Kafka does not say which dead letters were told: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return offsets;
  }

  /** Returns at once. If Kafka does not remember it, it is told once more. */
  void remember(TopicPartition partition, long offset) {
    next().merge(partition, offset + 1, Math::max);
    KafkaFuture<Void> kept =
        admin()
            .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset + 1)))
            .all();
    pending.add(kept);
    kept.whenComplete(
        (_, failure) -> {
          pending.remove(kept);
          if (failure != null) {
            LOG.warnf("Kafka does not keep that a dead letter was told: %s", failure);
          }
        });
  }

  /** An admin client that closes does not finish what takes it two requests. */
  private static void awaitBriefly(KafkaFuture<Void> kept) {
    try {
      kept.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.debugf("not kept before the end: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Admin admin() {
    Admin present = admin;
    if (present == null) {
      present = kafka.admin();
      admin = present;
    }
    return present;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      pending.forEach(Told::awaitBriefly);
      admin.close(LAST_WORDS);
    }
  }
}
