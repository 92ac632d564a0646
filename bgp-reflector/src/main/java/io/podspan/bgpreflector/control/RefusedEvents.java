package io.podspan.bgpreflector.control;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.Event;
import io.podspan.events.envelope.Envelope;
import io.podspan.events.outbox.Unsendable;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Events that Kafka will never take. The reflector has no table to park them in: such an event is
 * given up, so that those behind it go on. Health, a metric and the log say so. The sender's thread
 * tells it; any thread may ask.
 */
final class RefusedEvents implements Part {
  private static final Logger LOG = Logger.getLogger(RefusedEvents.class);

  private final InstantSource clock;
  private final Counter count;
  private volatile @Nullable Waiting last;

  RefusedEvents(MeterRegistry metrics, InstantSource clock) {
    this.clock = clock;
    this.count = metrics.counter("podspan_events_refused_total");
  }

  /** Whether this failure is final. Then the event is given up. */
  boolean isRefused(Envelope<Event> event, Throwable failure) {
    Optional<String> reason = Unsendable.reason(failure);
    reason.ifPresent(why -> giveUp(event, why));
    return reason.isPresent();
  }

  private void giveUp(Envelope<Event> event, String why) {
    count.increment();
    String what = event.type() + " of " + event.event().subject() + ": " + why;
    LOG.errorf("Kafka does not take %s. It is given up", what);
    last =
        new Waiting(
            "%.0f events were given up, since Kafka does not take them; the last: %s"
                .formatted(count.count(), what),
            clock.instant());
  }

  @Override
  public String name() {
    return "refused-events";
  }

  /** The last event that was given up; it stays until the reflector starts again. */
  @Override
  public Optional<Waiting> waiting() {
    return Optional.ofNullable(last);
  }
}
