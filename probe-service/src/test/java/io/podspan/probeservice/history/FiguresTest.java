package io.podspan.probeservice.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.reason.PingFailure.NoReply;
import io.podspan.probeservice.measure.Ping;
import io.podspan.probeservice.measure.RoundTrip;
import java.util.Arrays;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static Figures answered(int sent, int received, long min, long mean, long max) {
    return Figures.of(new Ping.Answered(sent, received, new RoundTrip(min, mean, max)));
  }

  private static Figures one(long micros) {
    return answered(1, 1, micros, micros, micros);
  }

  @Test
  void aSilentPingIsLossAndHasNoRoundTrip() {
    Figures silent = Figures.of(new Ping.Silent(3, new NoReply(3)));
    assertThat(silent.loss()).isEqualTo(1.0);
    assertThat(silent.percentile(50)).isEmpty();
    assertThat(silent.jitterMicros()).isEmpty();
  }

  @Test
  void threeRepliesAreKnownExactly() {
    Figures three = answered(3, 3, 100, 200, 400);
    assertThat(three.roundTrips())
        .as("the third one is 100, too")
        .isEqualTo(Buckets.of(100, 2).plus(Buckets.of(400, 1)));
    assertThat(three.jitterMicros()).as("(300 + 100) / 3").hasValue(133);
  }

  @Test
  void aSingleReplyHasNoJitter() {
    assertThat(answered(3, 1, 100, 100, 100).jitterMicros()).isEmpty();
    assertThat(answered(3, 1, 100, 100, 100).loss()).isBetween(0.666, 0.667);
  }

  @Test
  void addingKeepsTheExtremesAndCountsTheLoss() {
    Figures silent = Figures.of(new Ping.Silent(3, new NoReply(3)));
    Figures sum = answered(3, 3, 100, 200, 300).plus(silent).plus(answered(3, 3, 50, 60, 70));
    assertThat(sum.minMicros()).isEqualTo(50);
    assertThat(sum.maxMicros()).isEqualTo(300);
    assertThat(sum.loss()).isBetween(0.333, 0.334);
    assertThat(silent.plus(one(80)).minMicros()).isEqualTo(80);
    assertThat(one(80).plus(silent).maxMicros()).isEqualTo(80);
  }

  @Test
  void percentilesOfASumAreThoseOfAllRoundTrips() {
    Random random = new Random(12);
    long[] all = random.doubles(5_000, 4, 13).mapToLong(x -> Math.round(Math.exp(x))).toArray();
    Figures sum = Arrays.stream(all).mapToObj(FiguresTest::one).reduce(Figures::plus).orElseThrow();
    long[] sorted = Arrays.stream(all).sorted().toArray();
    for (int percent : new int[] {1, 50, 95, 99}) {
      long exact = sorted[(int) Math.ceilDiv((long) all.length * percent, 100) - 1];
      assertThat(sum.percentile(percent).orElseThrow())
          .as("percentile %d", percent)
          .isCloseTo(exact, Percentage.withPercentage(12.5));
    }
    assertThat(sum.percentile(100).orElseThrow()).isLessThanOrEqualTo(sorted[all.length - 1]);
  }

  @Test
  void anyRoundTripHasABucket() {
    for (long micros : new long[] {0, 1, 50, 51, 63, 1_000_000, 60_000_000, Long.MAX_VALUE}) {
      assertThat(one(micros).percentile(50)).hasValue(micros);
    }
  }
}
