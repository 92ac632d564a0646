package io.podspan.servicekit.follow;

import io.podspan.events.Event;
import io.podspan.events.Topic;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.servicekit.consume.DeadLetters;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Tells what happens on a topic from now on, to every instance, and remembers nothing: for hints
 * ("look again now"), where a missed event costs time only. Events are told on its own thread.
 */
public final class TopicTail implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Topic topic;
  private final KafkaLoop loop;
  private final DeadLetters deadLetters;
  private final Consumer<Event> listener;

  public TopicTail(
      Topic topic,
      KafkaClients kafka,
      TopicProvisioner topics,
      DeadLetters deadLetters,
      Consumer<Event> listener) {
    this.topic = topic;
    this.loop = new KafkaLoop("tail-" + topic.topicName(), kafka, topics, Map.of(), this::follow);
    this.deadLetters = deadLetters;
    this.listener = listener;
  }

  public void start() {
    loop.start();
  }

  private void follow(KafkaConsumer<String, byte[]> tail, BooleanSupplier running) {
    List<TopicPartition> all = KafkaLoop.partitions(tail, topic.topicName());
    tail.assign(all);
    tail.seekToEnd(all);
    while (running.getAsBoolean()) {
      tail.poll(POLL).forEach(this::tell);
    }
  }

  private void tell(ConsumerRecord<String, byte[]> record) {
    switch (EventCodec.read(record)) {
      case Received.Readable(Envelope<Event>(_, _, _, Event event)) -> {
        try {
          listener.accept(event);
        } catch (RuntimeException e) {
          LOG.errorf(e, "a hint of %s failed", topic.topicName());
        }
      }
      case Received.Unreadable(String reason) -> deadLetters.send(record, reason);
    }
  }

  @Override
  public void close() {
    loop.close();
  }
}
