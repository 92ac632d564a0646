package io.podspan.probeservice.verdict;

import static io.podspan.events.ProbeEvent.Reachability.PARTIAL;
import static io.podspan.events.ProbeEvent.Reachability.REACHABLE;
import static io.podspan.events.ProbeEvent.Reachability.UNKNOWN;
import static io.podspan.events.ProbeEvent.Reachability.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ProbeEvent.Reachability;
import java.util.List;
import org.junit.jupiter.api.Test;

class HysteresisTest {
  private static boolean changes(Reachability held, Reachability... rounds) {
    Hysteresis seen = Hysteresis.NONE;
    for (Reachability round : rounds) {
      seen = seen.and(round);
    }
    return seen.changes(held);
  }

  @Test
  void oneRoundIsADoubtAndTwoOfThreeAreAChange() {
    assertThat(changes(REACHABLE, PARTIAL)).isFalse();
    assertThat(changes(REACHABLE, PARTIAL, REACHABLE)).isFalse();
    assertThat(changes(REACHABLE, PARTIAL, REACHABLE, UNREACHABLE)).isTrue();
    assertThat(changes(REACHABLE, PARTIAL, UNREACHABLE)).isTrue();
    assertThat(changes(REACHABLE, PARTIAL, REACHABLE, REACHABLE, PARTIAL)).isFalse();
  }

  @Test
  void whereNothingIsKnownAnyRoundSaysMore() {
    assertThat(changes(UNKNOWN, REACHABLE)).isTrue();
    assertThat(changes(REACHABLE, UNKNOWN)).as("could not be measured once").isFalse();
  }

  @Test
  void badNewsExplainsWhatBecomesWorseAndGoodNewsWhatBecomesBetter() {
    assertThat(News.BAD.explains(REACHABLE, PARTIAL)).isTrue();
    assertThat(News.BAD.explains(PARTIAL, UNREACHABLE)).isTrue();
    assertThat(News.BAD.explains(PARTIAL, REACHABLE)).isFalse();
    assertThat(News.GOOD.explains(UNREACHABLE, REACHABLE)).isTrue();
    assertThat(News.GOOD.explains(REACHABLE, UNREACHABLE)).isFalse();
    for (News news : List.of(News.values())) {
      assertThat(news.explains(REACHABLE, UNKNOWN)).isFalse();
      assertThat(news.explains(UNKNOWN, UNREACHABLE)).isFalse();
    }
  }

  @Test
  void aPairOfNodesThatFailsNewlyIsADoubtAndOneThatFailsStillIsNone() {
    Verdict well = Verdict.of(Samples.measured((from, to) -> true));
    Verdict one = Verdict.of(Samples.measured((from, to) -> !to.node().equals("tokyo-n1")));
    Verdict other = Verdict.of(Samples.measured((from, to) -> !to.node().equals("tokyo-n2")));
    Verdict pod = Verdict.of(Samples.measured((from, to) -> !to.name().equals("tokyo-n1-p1")));
    assertThat(NewFailures.in(one, well)).isTrue();
    assertThat(NewFailures.in(one, one)).isFalse();
    assertThat(NewFailures.in(other, one)).isTrue();
    assertThat(NewFailures.in(well, one)).isFalse();
    assertThat(NewFailures.in(pod, well)).as("the node answers").isFalse();
  }
}
