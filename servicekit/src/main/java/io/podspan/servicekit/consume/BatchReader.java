package io.podspan.servicekit.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Hands events over in batches. It polls again only when the last batch is handled and committed.
 */
final class BatchReader implements Reader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final Joining joining;
  private final RecordReader records;
  private final Delivery delivery;
  private final Consumer<List<Arrived>> handler;
  private final Progress progress;
  private final ArrayDeque<Arrived> pending = new ArrayDeque<>();
  private boolean uncommitted;

  BatchReader(
      Joining joining,
      RecordReader records,
      Delivery delivery,
      Consumer<List<Arrived>> handler,
      Progress progress) {
    this.joining = joining;
    this.records = records;
    this.delivery = delivery;
    this.handler = handler;
    this.progress = progress;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) {
    pending.clear();
    uncommitted = false;
    progress.unassigned();
    joining.join(consumer, progress);
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
    if (!uncommitted) {
      consumer.poll(POLL).forEach(this::take);
    }
    if (uncommitted) {
      delivery.deliver(pending, handler);
      consumer.commitSync();
      uncommitted = false;
      progress.handled();
    }
    look(consumer);
  }

  @Override
  public void closed() {
    progress.unassigned();
  }

  private void take(ConsumerRecord<String, byte[]> record) {
    uncommitted = true;
    progress.took(record);
    records.read(record).ifPresent(pending::add);
  }

  /** Nothing is in hand now: every record before a position is handled. */
  private void look(KafkaConsumer<String, byte[]> consumer) {
    if (!progress.isDue()) {
      return;
    }
    try {
      progress.looked(
          consumer.endOffsets(consumer.assignment(), ANSWER),
          partition -> consumer.position(partition, ANSWER));
    } catch (TimeoutException e) {
      progress.silent();
    }
  }
}
