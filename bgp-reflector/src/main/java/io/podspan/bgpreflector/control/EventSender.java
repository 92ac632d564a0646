package io.podspan.bgpreflector.control;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.servicekit.consume.KafkaClients;
import io.podspan.servicekit.topics.TopicProvisioner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The thread between the queue and Kafka. What Kafka did not take is sent again, under the same ids
 * and in the same order, until it does; meanwhile the queue coalesces.
 */
final class EventSender implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventSender.class);
  private static final String SOURCE = "/podspan/bgp-reflector";
  private static final int BATCH = 256;
  private static final long GATHER_MILLIS = 100;
  private static final long RETRY_MILLIS = 500;
  private static final Duration GOODBYE = Duration.ofSeconds(3);

  private final EventQueue queue;
  private final RouteDeltas deltas;
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final Thread thread = Thread.ofPlatform().name("event-sender").unstarted(this::run);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private volatile boolean away;
  private @Nullable KafkaProducer<String, byte[]> producer;

  EventSender(EventQueue queue, RouteDeltas deltas, KafkaClients kafka, TopicProvisioner topics) {
    this.queue = queue;
    this.deltas = deltas;
    this.kafka = kafka;
    this.topics = topics;
  }

  void start() {
    thread.start();
  }

  /** How Kafka does, for people. */
  String kafka() {
    if (!topics.provisioned()) {
      return "not reached yet, events wait";
    }
    return away ? "away, events wait" : "takes events";
  }

  private void run() {
    try {
      if (awaitTopics()) {
        sendUntilStopped();
      }
    } catch (InterruptedException e) {
      LOG.warnf("%d events were not sent before the end", queue.size());
    } finally {
      if (producer != null) {
        producer.close(Duration.ofSeconds(1));
      }
    }
  }

  /**
   * The follower of the intent has them made; sent before, events would make them with the broker's
   * settings.
   */
  private boolean awaitTopics() throws InterruptedException {
    while (!topics.provisioned()) {
      if (stopped.await(GATHER_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return true;
  }

  private void sendUntilStopped() throws InterruptedException {
    boolean more = true;
    while (more) {
      // Asked before the queue is looked at, so that what was put in before the end still goes out.
      more = stopped.getCount() > 0;
      List<Event> batch = queue.poll(BATCH, more ? GATHER_MILLIS : 0);
      batch.addAll(deltas.drain());
      more |= !batch.isEmpty();
      deliver(batch.stream().map(EventSender::envelope).toList());
    }
  }

  private static Envelope<Event> envelope(Event event) {
    return Envelope.of(SOURCE, Clock.systemUTC().instant(), event);
  }

  private void deliver(List<Envelope<Event>> batch) throws InterruptedException {
    List<Envelope<Event>> left = batch;
    while (!left.isEmpty()) {
      left = send(left);
      if (left.isEmpty() == away) {
        away = !left.isEmpty();
        LOG.info(away ? "Kafka is away, events wait" : "Kafka is back");
      }
      if (!left.isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
      }
    }
  }

  /**
   * What was not taken. From the first one that was not, nothing later counts: the order has to
   * hold.
   */
  private List<Envelope<Event>> send(List<Envelope<Event>> batch) throws InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      KafkaProducer<String, byte[]> to = producer();
      for (Envelope<Event> envelope : batch) {
        sent.add(to.send(EventCodec.record(envelope)));
      }
    } catch (KafkaException e) {
      LOG.debugf("not sent: %s", e.getMessage());
    }
    for (int i = 0; i < sent.size(); i++) {
      try {
        sent.get(i).get();
      } catch (ExecutionException e) {
        LOG.debugf("not taken: %s", e.getMessage());
        return batch.subList(i, batch.size());
      }
    }
    return batch.subList(sent.size(), batch.size());
  }

  private KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> present = producer;
    if (present == null) {
      present = kafka.producer();
      producer = present;
    }
    return present;
  }

  /** Sends what there is, for at most three seconds. */
  @Override
  public void close() {
    stopped.countDown();
    try {
      if (!thread.join(GOODBYE)) {
        thread.interrupt();
        thread.join(GOODBYE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
