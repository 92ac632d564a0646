package io.podspan.servicekit.follow;

import io.podspan.events.IntentEvent;
import io.podspan.events.Topic;
import io.podspan.events.world.World;
import io.podspan.servicekit.consume.Arrived;
import io.podspan.servicekit.consume.Reader;
import io.podspan.servicekit.consume.RecordReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Builds the world from the beginning of the intent topic. After a lost connection it begins again;
 * nothing of the new world is shown before it is complete, and until then the old one holds.
 */
final class IntentReader implements Reader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration GATHERING = Duration.ofMillis(50);
  private static final Duration LONGEST_GATHERING = Duration.ofMillis(500);

  private final RecordReader records;
  private final ObjIntConsumer<IntentEvent> learn;
  private final Consumer<World> show;
  private final Map<TopicPartition, Long> behind = new HashMap<>();
  private World building = World.EMPTY;
  private boolean complete;

  /**
   * @param learn told each event and the partition that it came on
   * @param show told each complete world that is new
   */
  IntentReader(RecordReader records, ObjIntConsumer<IntentEvent> learn, Consumer<World> show) {
    this.records = records;
    this.learn = learn;
    this.show = show;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> all = Reader.partitions(consumer, Topic.INTENT_NAME);
    consumer.assign(all);
    consumer.seekToBeginning(all);
    behind.clear();
    behind.putAll(consumer.endOffsets(all));
    building = World.EMPTY;
    complete = false;
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) {
    World before = building;
    // A topic without records has nothing to wait for.
    if (complete || isBehind(consumer)) {
      building = building.after(next(consumer));
    }
    if (!isBehind(consumer) && (!complete || !building.equals(before))) {
      complete = true;
      show.accept(building);
    }
  }

  /**
   * Of changes that follow one another closely, as when many nodes join, the world is made once.
   */
  private List<IntentEvent> next(KafkaConsumer<String, byte[]> consumer) {
    List<IntentEvent> batch = new ArrayList<>();
    long deadline = System.nanoTime() + LONGEST_GATHERING.toNanos();
    ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
    while (!polled.isEmpty()) {
      polled.forEach(r -> records.read(r).ifPresent(arrived -> add(arrived, batch)));
      if (System.nanoTime() - deadline >= 0) {
        break;
      }
      polled = consumer.poll(GATHERING);
    }
    return batch;
  }

  private boolean isBehind(KafkaConsumer<String, byte[]> consumer) {
    behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    return !behind.isEmpty();
  }

  private void add(Arrived arrived, List<IntentEvent> batch) {
    if (arrived.envelope().event() instanceof IntentEvent intent) {
      learn.accept(intent, arrived.record().partition());
      batch.add(intent);
    }
  }
}
