package io.podspan.peeringservice.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.intent.Leadership;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TermTest {
  private long now;
  private boolean free = true;
  private Duration slow = Duration.ZERO;

  private final Leadership leases =
      new Leadership() {
        @Override
        public boolean lead(String work, Duration term) {
          now += slow.toNanos();
          return free;
        }

        @Override
        public void resign(String work) {
          free = false;
        }
      };

  private final Term term =
      new Term(leases, "work", Duration.ofSeconds(10), Duration.ofSeconds(3), () -> now);

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void lastsUntilAMarginBeforeTheEndOfTheLease() {
    assertThat(term.lasts()).isFalse();
    assertThat(term.renew()).isTrue();
    pass(Duration.ofMillis(6_999));
    assertThat(term.lasts()).isTrue();
    pass(Duration.ofMillis(1));
    assertThat(term.lasts()).isFalse();
  }

  @Test
  void aReplicaThatSleptFindsItOver() {
    term.renew();
    pass(Duration.ofMinutes(5));
    assertThat(term.lasts()).isFalse();
    free = false;
    assertThat(term.renew()).isFalse();
    assertThat(term.lasts()).isFalse();
  }

  @Test
  void isCountedFromBeforeTheLeaseWasAskedFor() {
    slow = Duration.ofSeconds(8);
    assertThat(term.renew()).isTrue();
    assertThat(term.lasts()).isFalse();
  }

  @Test
  void endsWithTheResignation() {
    term.renew();
    term.resign();
    assertThat(term.lasts()).isFalse();
  }
}
