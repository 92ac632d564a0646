package io.podspan.probeservice.history;

import static io.podspan.probeservice.verdict.Samples.PARIS;
import static io.podspan.probeservice.verdict.Samples.impossible;
import static io.podspan.probeservice.verdict.Samples.measured;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.reason.NotMeasured.NoProbePods;
import io.podspan.events.reason.NotMeasured.ProberBusy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Instant MINUTE = Instant.parse("2026-11-30T10:00:00Z");
  private Instant now = MINUTE.plusSeconds(10);
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private final Tally tally = new Tally(100, clock);

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private static Entry whole(List<Entry> entries) {
    return entries.stream().filter(e -> e.span().from().isWhole()).findFirst().orElseThrow();
  }

  @Test
  void aMinuteIsGivenOutWhenItHasEnded() {
    tally.add(measured((from, to) -> true));
    pass(Duration.ofSeconds(20));
    tally.add(measured((from, to) -> from.node().equals("paris-n1")));
    assertThat(tally.ended(100)).isEmpty();
    pass(Duration.ofSeconds(30));
    List<Entry> minute = tally.ended(100);
    assertThat(minute).as("four pairs of nodes, and the clusters").hasSize(5);
    assertThat(whole(minute).span())
        .isEqualTo(new Span(Spot.whole("paris"), Spot.whole("tokyo"), MINUTE));
    assertThat(whole(minute).figures().sent()).isEqualTo(96);
    assertThat(whole(minute).figures().received()).isEqualTo(72);
    assertThat(tally.ended(100)).isEmpty();
  }

  @Test
  void aMinuteThatCouldNotBeMeasuredIsNoLoss() {
    tally.add(impossible(new NoProbePods("paris", 0)));
    assertThat(tally.all(100)).isEmpty();
    ProberBusy busy = new ProberBusy(16);
    tally.add(measured((from, to) -> true, Map.of(PARIS.get(0), busy, PARIS.get(1), busy)));
    assertThat(tally.all(100))
        .as("of the nodes whose pods were not asked there is nothing")
        .hasSize(3)
        .allSatisfy(entry -> assertThat(entry.figures().loss()).isZero());
  }

  @Test
  void whatCouldNotBeWrittenIsAddedToWhatCameMeanwhile() {
    tally.add(measured((from, to) -> true));
    List<Entry> taken = tally.all(100);
    tally.add(measured((from, to) -> true));
    tally.giveBack(taken);
    assertThat(whole(tally.all(100)).figures().sent()).isEqualTo(96);
  }

  @Test
  void whatFindsNoPlaceIsDroppedAndCounted() {
    Tally small = new Tally(2, clock);
    small.add(measured((from, to) -> true));
    assertThat(small.size()).isEqualTo(2);
    assertThat(small.dropped()).isPositive();
    assertThat(small.all(1)).hasSize(1);
  }
}
