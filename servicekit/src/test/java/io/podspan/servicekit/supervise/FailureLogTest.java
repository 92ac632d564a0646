package io.podspan.servicekit.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class FailureLogTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final FailureLog log = new FailureLog("test");

  private boolean told(RuntimeException failure, int second) {
    return log.failed(failure, 1, Duration.ofSeconds(1), START.plusSeconds(second));
  }

  @Test
  void tellsAFailureThatRepeatsOnceAMinute() {
    assertThat(told(new KafkaException("away"), 0)).isTrue();
    assertThat(told(new KafkaException("away"), 1)).isFalse();
    assertThat(told(new KafkaException("still away"), 59)).isFalse();
    assertThat(told(new KafkaException("away"), 60)).isTrue();
    assertThat(told(new KafkaException("away"), 61)).isFalse();
  }

  @Test
  void tellsAnotherKindOfFailureAtOnce() {
    assertThat(told(new KafkaException("away"), 0)).isTrue();
    assertThat(told(new IllegalStateException("a fault"), 1)).isTrue();
  }

  @Test
  void tellsTheFirstFailureAfterASuccess() {
    assertThat(told(new KafkaException("away"), 0)).isTrue();
    log.recovered(1, Duration.ofSeconds(1));
    assertThat(told(new KafkaException("away"), 2)).isTrue();
  }
}
