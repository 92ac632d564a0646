package io.podspan.bgpreflector.control;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.servicekit.kafka.KafkaClients;
import io.podspan.servicekit.kafka.TopicProvisioner;
import io.podspan.servicekit.outage.Outage;
import io.podspan.servicekit.supervise.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends the events of the queue to Kafka, on a supervised thread. What Kafka did not take is sent
 * again with the same ids and in the same order until it is taken. Meanwhile the queue coalesces.
 * An event that Kafka will never take is given up ({@link RefusedEvents}).
 */
final class EventSender implements Task {
  private static final Logger LOG = Logger.getLogger(EventSender.class);
  private static final String SOURCE = "/podspan/bgp-reflector";
  private static final int BATCH = 256;
  private static final long GATHER_MILLIS = 100;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final EventQueue queue;
  private final RouteDeltas deltas;
  private final KafkaClients kafka;
  private final TopicProvisioner topics;
  private final RefusedEvents refused;
  private List<Envelope<Event>> left = List.of();
  private @Nullable Throwable notTaken;
  private @Nullable KafkaProducer<String, byte[]> producer;

  EventSender(
      EventQueue queue,
      RouteDeltas deltas,
      KafkaClients kafka,
      TopicProvisioner topics,
      RefusedEvents refused) {
    this.refused = refused;
    this.queue = queue;
    this.deltas = deltas;
    this.kafka = kafka;
    this.topics = topics;
  }

  /**
   * Waits for the topics first, which the follower of the intent creates: an event that is sent
   * before would create its topic with the broker's settings. A Kafka that is not ours gets none.
   */
  @Override
  public Duration turn() throws InterruptedException {
    if (!maySend()) {
      return Duration.ofMillis(GATHER_MILLIS);
    }
    if (left.isEmpty()) {
      left = next(GATHER_MILLIS);
    }
    send();
    return Duration.ZERO;
  }

  private boolean maySend() {
    return topics.provisioned() && topics.mayPublish();
  }

  private List<Envelope<Event>> next(long waitMillis) throws InterruptedException {
    List<Event> batch = queue.poll(BATCH, waitMillis);
    batch.addAll(deltas.drain());
    return batch.stream().map(EventSender::envelope).toList();
  }

  private static Envelope<Event> envelope(Event event) {
    return Envelope.of(SOURCE, Clock.systemUTC().instant(), event);
  }

  /**
   * Sends what is left, and keeps what Kafka did not take. From the first event that was not taken
   * on, all events count as not taken. This keeps the order.
   *
   * @throws KafkaException when something is left
   */
  private void send() throws InterruptedException {
    if (left.isEmpty()) {
      return;
    }
    int taken = taken(handedOver(producer()));
    left = left.subList(taken, left.size());
    if (!left.isEmpty()) {
      throw new KafkaException("Kafka does not take events; " + waiting() + " wait", notTaken);
    }
  }

  private List<Future<RecordMetadata>> handedOver(KafkaProducer<String, byte[]> to) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try {
      for (Envelope<Event> envelope : left) {
        sent.add(to.send(EventCodec.record(envelope)));
      }
    } catch (KafkaException e) {
      notTaken = e;
    }
    return sent;
  }

  private int taken(List<Future<RecordMetadata>> sent) throws InterruptedException {
    int taken = 0;
    while (taken < sent.size() && isTaken(left.get(taken), sent.get(taken))) {
      taken++;
    }
    return taken;
  }

  private boolean isTaken(Envelope<Event> event, Future<RecordMetadata> acknowledgement)
      throws InterruptedException {
    try {
      acknowledgement.get();
      return true;
    } catch (ExecutionException e) {
      notTaken = e;
      return refused.isRefused(event, e);
    }
  }

  /** A producer connects again by itself. Only its login does not change. */
  @Override
  public void failed(Throwable failure) {
    KafkaProducer<String, byte[]> present = producer;
    if (present != null && Outage.isLoginRefused(failure)) {
      producer = null;
      present.close(Duration.ZERO);
    }
  }

  private int waiting() {
    return left.size() + queue.size();
  }

  private KafkaProducer<String, byte[]> producer() {
    KafkaProducer<String, byte[]> present = producer;
    if (present == null) {
      present = kafka.producer();
      producer = present;
    }
    return present;
  }

  /** Sends what is there, unless Kafka is away. */
  @Override
  public void ended() throws InterruptedException {
    try {
      while (maySend() && hasMore()) {
        send();
      }
    } finally {
      if (waiting() > 0) {
        LOG.warnf("%d events were not sent before the end", waiting());
      }
      if (producer != null) {
        producer.close(LAST_WORDS);
      }
    }
  }

  private boolean hasMore() throws InterruptedException {
    if (left.isEmpty()) {
      left = next(0);
    }
    return !left.isEmpty();
  }
}
