package io.podspan.bgpreflector.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.podspan.events.Event;
import io.podspan.events.PeerIdentity;
import io.podspan.events.SessionEvent.SessionLost;
import io.podspan.events.envelope.Envelope;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RefusedEventsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Envelope<Event> EVENT =
      Envelope.of(
          "/podspan/test",
          NOW,
          new SessionLost(new PeerIdentity("reflector", "192.0.2.11", null, null), "gone", 1));

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final RefusedEvents refused = new RefusedEvents(metrics, () -> NOW);

  @Test
  void whatKafkaWillNeverTakeIsGivenUpAndTold() {
    Exception failure =
        new ExecutionException(new TopicAuthorizationException(Set.of("podspan.sessions")));
    assertThat(refused.isRefused(EVENT, failure)).isTrue();
    assertThat(refused.waiting().orElseThrow().toString())
        .contains("1 events were given up", "session.lost", "TopicAuthorizationException");
    assertThat(metrics.counter("podspan_events_refused_total").count()).isEqualTo(1);
  }

  @Test
  void whatItMayTakeLaterIsKept() {
    assertThat(refused.isRefused(EVENT, new ExecutionException(new TimeoutException("away"))))
        .isFalse();
    assertThat(refused.waiting()).isEmpty();
  }
}
