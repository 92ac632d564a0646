package io.podspan.probeservice.verdict;

import static io.podspan.events.ProbeEvent.Reachability.PARTIAL;
import static io.podspan.events.ProbeEvent.Reachability.REACHABLE;
import static io.podspan.events.ProbeEvent.Reachability.UNKNOWN;
import static io.podspan.events.ProbeEvent.Reachability.UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.probeservice.measure.ClusterPair;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneWayTest {
  private static PairState state(String from, String to, Reachability state) {
    return new PairState(
        new ClusterPair(from, to),
        Instant.EPOCH,
        1,
        Instant.EPOCH,
        0,
        Verdict.unmeasured(state, new AllAnswer(1)));
  }

  @Test
  void namesTheDirectionThatFailsWhileTheOtherIsWell() {
    assertThat(
            OneWay.failing(
                List.of(
                    state("paris", "tokyo", REACHABLE),
                    state("tokyo", "paris", UNREACHABLE),
                    state("paris", "rome", PARTIAL),
                    state("rome", "paris", REACHABLE))))
        .containsExactly(new ClusterPair("paris", "rome"), new ClusterPair("tokyo", "paris"));
  }

  @Test
  void whatFailsBothWaysOrCouldNotBeMeasuredIsNotOneWay() {
    assertThat(
            OneWay.failing(
                List.of(
                    state("paris", "tokyo", UNREACHABLE),
                    state("tokyo", "paris", UNREACHABLE),
                    state("paris", "rome", UNKNOWN),
                    state("rome", "paris", REACHABLE),
                    state("oslo", "rome", UNREACHABLE))))
        .isEmpty();
  }
}
