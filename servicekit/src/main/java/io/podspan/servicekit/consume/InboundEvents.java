package io.podspan.servicekit.consume;

import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.envelope.EventCodec;
import io.podspan.events.envelope.Received;
import io.podspan.servicekit.problem.ProblemMappers;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * From a Kafka record to a handled event, whatever the record holds and whatever the database does.
 */
@ApplicationScoped
public class InboundEvents {
  private static final Logger LOG = Logger.getLogger(InboundEvents.class);
  private static final int ATTEMPTS = 5;
  private static final long RETRY_MILLIS = 1_000;

  private final DeadLetters deadLetters;
  private final CountDownLatch stopping = new CountDownLatch(1);

  @Inject
  public InboundEvents(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * Returns when the event is handled, or the record is a dead letter.
   *
   * @throws IllegalStateException when the service stops meanwhile: the record stays uncommitted
   *     and comes again
   */
  public void handle(ConsumerRecord<String, byte[]> record, Consumer<Envelope<Event>> handler) {
    switch (EventCodec.read(record)) {
      case Received.Unreadable(String reason) -> deadLetters.send(record, reason);
      case Received.Readable(Envelope<Event> envelope) -> attempt(record, envelope, handler);
    }
  }

  private void attempt(
      ConsumerRecord<String, byte[]> record,
      Envelope<Event> envelope,
      Consumer<Envelope<Event>> handler) {
    int failures = 0;
    while (true) {
      try {
        handler.accept(envelope);
        return;
      } catch (RuntimeException e) {
        failures = ProblemMappers.isDatabaseAway(e) ? 0 : failures + 1;
        if (failures == ATTEMPTS) {
          LOG.errorf(e, "gave up on %s %s", envelope.type(), envelope.id());
          deadLetters.send(record, "could not be handled: " + e);
          return;
        }
        LOG.warnf(
            "%s %s is tried again in %d ms: %s", envelope.type(), envelope.id(), RETRY_MILLIS, e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (stopping.await(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("the service is stopping");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the service is stopping", e);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopping.countDown();
  }
}
