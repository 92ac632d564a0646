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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happens on a topic from now on, to every instance, and remembers nothing: for hints
 * ("look again now"), where a missed event costs time only. Events are told on its own thread.
 */
public final class TopicTail implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TopicTail.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Topic topic;
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final DeadLetters deadLetters;
  private final Consumer<Event> listener;
  private volatile boolean running = true;
  private volatile @Nullable Thread thread;
  private volatile @Nullable KafkaConsumer<String, byte[]> consumer;

  public TopicTail(
      Topic topic,
      KafkaClients kafka,
      TopicProvisioner topics,
      DeadLetters deadLetters,
      Consumer<Event> listener) {
    this.topic = topic;
    this.kafka = kafka;
    this.topics = topics;
    this.deadLetters = deadLetters;
    this.listener = listener;
  }

  public void start() {
    thread = Thread.ofPlatform().name("tail-" + topic.topicName()).start(this::run);
  }

  private void run() {
    while (running) {
      try {
        follow();
      } catch (WakeupException e) {
        LOG.debug("woken to stop");
      } catch (KafkaException e) {
        LOG.warnf("hints of %s come again in a second: %s", topic.topicName(), e.getMessage());
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }

  private void follow() {
    if (!topics.awaitTopics(() -> running)) {
      return;
    }
    try (KafkaConsumer<String, byte[]> tail = kafka.consumer(Map.of())) {
      consumer = tail;
      List<TopicPartition> all =
          tail.partitionsFor(topic.topicName()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      tail.assign(all);
      tail.seekToEnd(all);
      while (running) {
        tail.poll(POLL).forEach(this::tell);
      }
    } finally {
      consumer = null;
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
    running = false;
    KafkaConsumer<String, byte[]> current = consumer;
    if (current != null) {
      current.wakeup();
    }
    Thread tail = thread;
    try {
      if (tail != null && !tail.join(Duration.ofSeconds(3))) {
        tail.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
