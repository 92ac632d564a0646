package io.podspan.servicekit.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A member of a consumer group. It polls again only when the last batch is handled and committed.
 */
final class GroupReader implements Reader {
  private static final Duration POLL = Duration.ofMillis(500);

  private final List<String> topics;
  private final RecordReader records;
  private final Delivery delivery;
  private final Consumer<List<Arrived>> handler;
  private final ArrayDeque<Arrived> pending = new ArrayDeque<>();
  private boolean uncommitted;

  GroupReader(
      List<String> topics,
      RecordReader records,
      Delivery delivery,
      Consumer<List<Arrived>> handler) {
    this.topics = topics;
    this.records = records;
    this.delivery = delivery;
    this.handler = handler;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) {
    pending.clear();
    uncommitted = false;
    consumer.subscribe(topics);
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
    if (!uncommitted) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                uncommitted = true;
                records.read(record).ifPresent(pending::add);
              });
    }
    if (uncommitted) {
      delivery.deliver(pending, handler);
      consumer.commitSync();
      uncommitted = false;
    }
  }
}
