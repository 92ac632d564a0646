package io.podspan.routecollector.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.feed.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BirdSumsTest {
  private final BirdSums sums = new BirdSums();

  @Test
  void theFirstSumIsNoChangeForTheFirstLookComesAfterIt() {
    assertThat(sums.read("4294967295 0")).isEqualTo(Step.BEAT);
  }

  @Test
  void anotherSumIsAChangeAndTheSameSumIsNone() {
    sums.read("12 340");
    assertThat(sums.read("12 340")).isEqualTo(Step.BEAT);
    assertThat(sums.read("12 341")).isInstanceOf(Step.Change.class);
    assertThat(sums.read("12 341")).isEqualTo(Step.BEAT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "12", "12 ", "12 34 56", "12 34\r", "== x", "99999999999 1"})
  void whatIsNoSumIsAGap(String line) {
    assertThat(sums.read(line)).isInstanceOf(Step.Gap.class);
  }

  @Test
  void aLineThatIsNotUnderstoodIsForgotten() {
    sums.read("12 340");
    sums.read("bash: cksum: not found");
    assertThat(sums.read("12 340")).isEqualTo(Step.BEAT);
  }
}
