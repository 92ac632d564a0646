package io.podspan.servicekit.consume;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells what happens on a topic from now on and remembers nothing. A missed event must cost time
 * only.
 */
final class TailReader implements Reader {
  private static final Logger LOG = Logger.getLogger(TailReader.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Topic topic;
  private final RecordReader records;
  private final Consumer<Event> listener;

  TailReader(Topic topic, RecordReader records, Consumer<Event> listener) {
    this.topic = topic;
    this.records = records;
    this.listener = listener;
  }

  @Override
  public void open(KafkaConsumer<String, byte[]> consumer) {
    List<TopicPartition> all = Reader.partitions(consumer, topic.topicName());
    consumer.assign(all);
    consumer.seekToEnd(all);
  }

  @Override
  public void read(KafkaConsumer<String, byte[]> consumer) {
    consumer.poll(POLL).forEach(record -> records.read(record).ifPresent(this::tell));
  }

  private void tell(Arrived arrived) {
    try {
      listener.accept(arrived.envelope().event());
    } catch (RuntimeException e) {
      LOG.errorf(e, "a listener failed on an event of %s", topic.topicName());
    }
  }
}
