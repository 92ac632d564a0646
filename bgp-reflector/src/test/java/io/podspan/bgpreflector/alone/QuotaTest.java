package io.podspan.bgpreflector.alone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotaTest {
  private long now = 1_000_000_000_000L;

  @Test
  void countsWhatIsBeyondItAndTellsTheNextTime() {
    Quota quota = new Quota(2, () -> now);
    assertThat(quota.take()).isZero();
    assertThat(quota.take()).isZero();
    assertThat(quota.take()).isNegative();
    assertThat(quota.take()).isNegative();
    now += 1_000_000_000;
    assertThat(quota.take()).isEqualTo(2);
    assertThat(quota.take()).isZero();
  }
}
