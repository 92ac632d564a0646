package io.podspan.servicekit.consume;

import io.podspan.servicekit.outage.Outage;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jboss.logging.Logger;

/** Hands events to a handler until each is handled or is a dead letter. */
@ApplicationScoped
public class Delivery {
  private static final Logger LOG = Logger.getLogger(Delivery.class);

  private final DeadLetters deadLetters;
  private volatile boolean stopping;

  @Inject
  public Delivery(DeadLetters deadLetters) {
    this.deadLetters = deadLetters;
  }

  /**
   * Returns when the queue is empty: every event of it was handled, or has become a dead letter.
   *
   * @param pending in their order; what is done is removed
   * @throws RuntimeException when the database is away: what is left in the queue is not handled
   * @throws IllegalStateException when the service stops meanwhile
   */
  public void deliver(ArrayDeque<Arrived> pending, Consumer<List<Arrived>> handler)
      throws InterruptedException {
    if (pending.isEmpty()) {
      return;
    }
    if (pending.size() > 1 && allAtOnce(pending, handler)) {
      pending.clear();
    }
    while (!pending.isEmpty()) {
      single(pending.getFirst(), handler);
      pending.removeFirst();
    }
  }

  private boolean allAtOnce(ArrayDeque<Arrived> batch, Consumer<List<Arrived>> handler) {
    try {
      handler.accept(List.copyOf(batch));
      return true;
    } catch (RuntimeException e) {
      requireFault(e);
      LOG.warnf("%d events are handled one at a time: %s", batch.size(), e.getMessage());
      return false;
    }
  }

  private void single(Arrived event, Consumer<List<Arrived>> handler) throws InterruptedException {
    try {
      handle(event, handler);
    } catch (RuntimeException e) {
      requireFault(e);
      LOG.errorf(e, "gave up on %s %s", event.envelope().type(), event.envelope().id());
      deadLetters.send(event.record(), "could not be handled: " + e.getMessage());
    }
  }

  /** Five attempts; also a call from within this class goes through the interceptor. */
  @Retry(maxRetries = 4, delay = 200, jitter = 50)
  @RetryWhen(exception = IsFault.class)
  void handle(Arrived event, Consumer<List<Arrived>> handler) throws InterruptedException {
    handler.accept(List.of(event));
  }

  /** What fails while the database is away or the service stops is no fault of the event. */
  private void requireFault(RuntimeException failure) {
    if (Outage.isDatabaseAway(failure)) {
      throw failure;
    }
    if (stopping) {
      throw new IllegalStateException("the service is stopping", failure);
    }
  }

  /** Not an outage: that is waited for elsewhere. */
  public static final class IsFault implements Predicate<Throwable> {
    @Override
    public boolean test(Throwable failure) {
      return failure instanceof RuntimeException && !Outage.isDatabaseAway(failure);
    }
  }

  void stop(@Observes @Priority(1) ShutdownEvent event) {
    stopping = true;
  }
}
