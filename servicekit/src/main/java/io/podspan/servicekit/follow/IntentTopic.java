package io.podspan.servicekit.follow;

import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.signature.TrustedKeys;
import io.podspan.events.world.ContentDigest;
import io.podspan.events.world.IntentRecord;
import io.podspan.servicekit.consume.Arrived;
import io.podspan.servicekit.consume.Reader;
import io.podspan.servicekit.consume.RecordReader;
import io.podspan.servicekit.kafka.TopicIdentity;
import io.podspan.servicekit.trust.IntentTrust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the intent topic from its beginning and goes on. When the topic is made anew meanwhile, or
 * Kafka is another one, a read fails: the supervised thread opens it again.
 */
public final class IntentTopic {
  /**
   * For the consumer. A position that is not there any more must not silently become another one.
   */
  public static final Map<String, Object> SETTINGS =
      Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");

  /**
   * What was read at once.
   *
   * @param records in their order
   * @param unusable keys whose last record is not usable: it hides the one before it
   */
  public record Batch(List<IntentRecord> records, Set<String> unusable) {}

  private record Refused(ConsumerRecord<String, byte[]> record, String objection) {}

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration GATHERING = Duration.ofMillis(50);
  private static final Duration LONGEST_GATHERING = Duration.ofMillis(500);

  private final RecordReader records;
  private final Supplier<Optional<TopicIdentity>> now;
  private final IntentTrust trust;
  private final Map<TopicPartition, Long> behind = new HashMap<>();

  /** By key: records whose signature does not count, and nothing newer of that key so far. */
  private final Map<String, Refused> refused = new LinkedHashMap<>();

  private Optional<TopicIdentity> opened = Optional.empty();
  private int partitions = Topic.PARTITIONS;

  /**
   * @param now which topic there is now, as far as that is known
   */
  public IntentTopic(
      RecordReader records, IntentTrust trust, Supplier<Optional<TopicIdentity>> now) {
    this.records = records;
    this.trust = trust;
    this.now = now;
  }

  public void open(KafkaConsumer<String, byte[]> consumer) {
    opened = now.get();
    List<TopicPartition> all = Reader.partitions(consumer, Topic.INTENT_NAME);
    partitions = all.size();
    consumer.assign(all);
    consumer.seekToBeginning(all);
    refused.clear();
    behind.clear();
    behind.putAll(consumer.endOffsets(all));
  }

  /** Which one it is; empty when that is not known. */
  public Optional<TopicIdentity> identity() {
    return opened;
  }

  public int partitions() {
    return partitions;
  }

  /**
   * What came next. Of changes that follow one another closely, as when many nodes join, one list
   * is made.
   *
   * @throws KafkaException when the topic is another one than the one that was opened
   */
  public Batch next(KafkaConsumer<String, byte[]> consumer) {
    Batch batch = new Batch(new ArrayList<>(), new HashSet<>());
    // A topic without records has nothing to wait for.
    if (behind.isEmpty() || isBehind(consumer)) {
      gather(consumer, batch);
      tellRefused(consumer);
    }
    requireTheSame();
    return batch;
  }

  private void gather(KafkaConsumer<String, byte[]> consumer, Batch batch) {
    long began = System.nanoTime();
    ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
    while (!polled.isEmpty()) {
      polled.forEach(record -> add(record, batch));
      if (System.nanoTime() - began >= LONGEST_GATHERING.toNanos()) {
        break;
      }
      polled = consumer.poll(GATHERING);
    }
  }

  private void add(ConsumerRecord<String, byte[]> record, Batch batch) {
    Optional<String> objection = trust.objection(record);
    if (objection.isPresent()) {
      refused.put(String.valueOf(record.key()), new Refused(record, objection.get()));
      hide(record, batch);
      return;
    }
    Optional<Arrived> arrived = records.read(record);
    if (arrived.isPresent() && arrived.get().envelope().event() instanceof IntentEvent intent) {
      refused.remove(intent.subject());
      batch.unusable().remove(intent.subject());
      batch.records().add(intent(record, intent));
    } else {
      hide(record, batch);
    }
  }

  private static IntentRecord intent(ConsumerRecord<String, byte[]> record, IntentEvent event) {
    return new IntentRecord(
        EventCodec.provenance(record.headers()),
        event,
        ContentDigest.of(event.subject(), record.value()),
        TrustedKeys.signer(record.headers()));
  }

  private static void hide(ConsumerRecord<String, byte[]> record, Batch batch) {
    if (record.key() != null) {
      batch.unusable().add(record.key());
    }
  }

  /**
   * Only the last record of a key counts: what was signed with a former key and is replaced is no
   * alarm, although compaction has not removed it yet.
   */
  private void tellRefused(KafkaConsumer<String, byte[]> consumer) {
    if (!refused.isEmpty() && !isBehind(consumer)) {
      refused.values().forEach(last -> trust.refuse(last.record(), last.objection()));
      refused.clear();
    }
  }

  /** What is there now is to be read, too, before {@link #isBehind} says no again. */
  public void readOn(KafkaConsumer<String, byte[]> consumer) {
    behind.putAll(consumer.endOffsets(consumer.assignment()));
  }

  /** Whether something that was there when it was opened has not been read yet. */
  public boolean isBehind(KafkaConsumer<String, byte[]> consumer) {
    behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return !behind.isEmpty();
  }

  private void requireTheSame() {
    Optional<TopicIdentity> present = now.get();
    if (opened.isPresent() && present.isPresent() && !present.equals(opened)) {
      throw new KafkaException(
          "topic " + Topic.INTENT_NAME + " was made anew; it is read from its beginning");
    }
  }
}
