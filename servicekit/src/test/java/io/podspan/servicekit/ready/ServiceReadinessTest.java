package io.podspan.servicekit.ready;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.servicekit.supervise.HandClock;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class ServiceReadinessTest {
  private final HandClock clock = new HandClock();
  private final ServiceReadiness readiness = new ServiceReadiness("bookkeeper");
  private final Awaited intent = new Awaited("intent", "the intent", clock);
  private final Awaited kafka = new Awaited("kafka", "Kafka", clock);

  @Test
  void isDownWhileAPartThatItNeedsWaitsAndSaysForWhatAndSinceWhen() {
    readiness.needs(intent);
    clock.pass(Duration.ofMinutes(1));
    HealthCheckResponse answer = readiness.call();
    assertThat(answer.getName()).isEqualTo("bookkeeper");
    assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
    assertThat(answer.getData())
        .contains(Map.of("intent", "the intent (since 2026-01-01T00:00:00Z)"));
  }

  @Test
  void isUpWhenNoPartThatItNeedsWaits() {
    readiness.needs(intent, kafka);
    intent.arrived();
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
    kafka.arrived();
    assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    assertThat(readiness.call().getData()).isEmpty();
  }

  @Test
  void showsWhatAnotherPartWaitsForAndIsUpAllTheSame() {
    readiness.shows(kafka);
    HealthCheckResponse answer = readiness.call();
    assertThat(answer.getStatus()).isEqualTo(Status.UP);
    assertThat(answer.getData()).contains(Map.of("kafka", "Kafka (since 2026-01-01T00:00:00Z)"));
  }

  @Test
  void aPartThatIsShownAndNeededIsNeededInEitherOrder() {
    readiness.shows(kafka);
    readiness.needs(kafka);
    readiness.shows(kafka);
    assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
  }

  @Test
  void theTimeOfAWaitStaysUntilItIsForSomethingElse() {
    clock.pass(Duration.ofMinutes(1));
    kafka.waitFor("Kafka");
    assertThat(kafka.waiting().orElseThrow().since()).isEqualTo("2026-01-01T00:00:00Z");
    kafka.waitFor("Kafka's topics");
    assertThat(kafka.waiting().orElseThrow().since()).isEqualTo("2026-01-01T00:01:00Z");
  }
}
