package io.podspan.servicekit.consume;

import static java.util.Objects.requireNonNull;

import io.podspan.servicekit.kafka.KafkaClients;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hands events over in batches. It polls again only when the last batch is handled and committed.
 */
final class BatchReader implements Reader {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final KafkaClients kafka;
  private final List<String> topics;
  private final Joining joining;
  private final RecordReader records;
  private final Delivery delivery;
  private final Consumer<List<Arrived>> handler;
  private final Progress progress;
  private final ArrayDeque<Arrived> pending = new ArrayDeque<>();
  private boolean uncommitted;
  private @Nullable Origins origins;

  BatchReader(
      KafkaClients kafka,
      List<String> topics,
      Joining joining,
      RecordReader records,
      Delivery delivery,
      Consumer<List<Arrived>> handler,
      Progress progress) {
    this.kafka = kafka;
    this.topics = topics;
    this.joining = joining;
    this.records = records;
    this.delivery = delivery;
    this.handler = handler;
    this.progress = progress;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
    pending.clear();
    uncommitted = false;
    progress.unassigned();
    Origins opened = Origins.of(kafka, topics);
    origins = opened;
    joining.join(consumer, progress, opened);
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
    Origins opened = requireNonNull(origins);
    if (!uncommitted) {
      poll(consumer, opened);
    }
    if (uncommitted) {
      delivery.deliver(pending, handler);
      consumer.commitSync(opened.positions(consumer));
      uncommitted = false;
      progress.handled();
    }
    look(consumer);
  }

  private void poll(KafkaConsumer<String, byte[]> consumer, Origins opened)
      throws InterruptedException {
    ConsumerRecords<String, byte[]> polled = consumer.poll(POLL);
    if (!polled.isEmpty()) {
      opened.requireUnchanged();
      polled.forEach(this::take);
    }
  }

  @Override
  public void closed() {
    progress.unassigned();
    Origins opened = origins;
    origins = null;
    if (opened != null) {
      opened.close();
    }
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
