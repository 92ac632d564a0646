package io.podspan.servicekit.publish;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.podspan.events.outbox.ParkedEvent;
import io.podspan.servicekit.ready.Part;
import io.podspan.servicekit.ready.Waiting;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Says that events are parked: in health while they are, in a metric, and once for each in the log.
 * The relay's thread tells it; any thread may ask.
 */
final class ParkedAlarm implements Part {
  private static final Logger LOG = Logger.getLogger(ParkedAlarm.class);
  static final String WAY_OUT =
      "GET /api/v1/outbox/parked shows them; mend the cause, then retry or discard each";

  private volatile State state = new State(0, List.of());

  private record State(long count, List<ParkedEvent> first) {}

  ParkedAlarm(MeterRegistry metrics) {
    Gauge.builder("podspan_outbox_parked", this, alarm -> alarm.state.count())
        .description("Events that Kafka does not take and that somebody has to look at")
        .strongReference(true)
        .register(metrics);
  }

  /**
   * @param count how many are parked
   * @param first the first of them
   */
  void parked(long count, List<ParkedEvent> first) {
    State before = state;
    state = new State(count, List.copyOf(first));
    first.stream()
        .filter(event -> before.first().stream().noneMatch(known -> known.id() == event.id()))
        .forEach(event -> LOG.errorf("Kafka does not take %s. It is parked: %s", event, WAY_OUT));
    if (count == 0 && before.count() > 0) {
      LOG.info("no event is parked any more");
    }
  }

  @Override
  public String name() {
    return "parked";
  }

  /** What is parked does not keep the service from its work. */
  @Override
  public Optional<Waiting> waiting() {
    State now = state;
    return now.first().stream()
        .findFirst()
        .map(
            event ->
                new Waiting(
                    "%d events that Kafka does not take; the first: %s. %s"
                        .formatted(now.count(), event, WAY_OUT),
                    event.parkedAt()));
  }
}
