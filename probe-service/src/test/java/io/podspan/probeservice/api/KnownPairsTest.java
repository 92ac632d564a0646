package io.podspan.probeservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeReach;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairSummary.AllAnswer;
import io.podspan.probeservice.measure.ClusterPair;
import io.podspan.probeservice.verdict.PairState;
import io.podspan.probeservice.verdict.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownPairsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration FRESH = Duration.ofMinutes(2);
  private static final ClusterPair FORTH = new ClusterPair("paris", "tokyo");
  private static final ClusterPair BACK = new ClusterPair("tokyo", "paris");

  private final Map<ClusterPair, PairState> last = new HashMap<>();

  private KnownPairsTest has(ClusterPair pair, Reachability state, int reachable, int secondsAgo) {
    Verdict verdict =
        new Verdict(
            state,
            4,
            reachable,
            4,
            reachable,
            null,
            new AllAnswer(4),
            List.of(),
            List.of(new NodeReach("a", "b", 4, reachable)));
    Instant then = NOW.minusSeconds(secondsAgo);
    last.put(pair, new PairState(pair, then, 1, then, 0, verdict));
    return this;
  }

  private KnownPairs known() {
    return new KnownPairs(List.of(FORTH, BACK), last, NOW, FRESH);
  }

  @Test
  void aDirectionFailsOneWayOnlyWhereBothWereMeasuredNow() {
    has(FORTH, Reachability.UNREACHABLE, 0, 1).has(BACK, Reachability.REACHABLE, 4, 1);
    assertThat(known().matrix().oneWay()).containsExactly(new Matrix.OneWayView("paris", "tokyo"));
    has(FORTH, Reachability.UNREACHABLE, 0, 121);
    assertThat(known().matrix().oneWay()).isEmpty();
    has(FORTH, Reachability.UNREACHABLE, 0, 1).has(BACK, Reachability.REACHABLE, 4, 121);
    assertThat(known().matrix().oneWay()).isEmpty();
  }

  @Test
  void nodesThatFailOneWayOnlyAreNamed() {
    has(FORTH, Reachability.UNREACHABLE, 0, 1);
    assertThat(known().nodes().oneWay()).as("the other way was not measured").isEmpty();
    Verdict back =
        new Verdict(
            Reachability.PARTIAL,
            8,
            4,
            8,
            4,
            null,
            new AllAnswer(4),
            List.of(),
            List.of(new NodeReach("b", "c", 4, 0), new NodeReach("b", "a", 4, 4)));
    last.put(BACK, new PairState(BACK, NOW, 1, NOW, 0, back));
    assertThat(known().nodes().oneWay())
        .containsExactly(new NodeMatrix.OneWayView("paris", "a", "tokyo", "b"));
    assertThat(known().nodes().pairs().getFirst().expiresAt())
        .isEqualTo(NOW.minusSeconds(1).plus(FRESH));
  }

  @Test
  void nodesOfAnOldRoundAreNotShownAndThePairIsToldAsNotMeasured() {
    has(FORTH, Reachability.REACHABLE, 4, 1).has(BACK, Reachability.REACHABLE, 4, 121);
    NodeMatrix nodes = known().nodes();
    assertThat(nodes.pairs()).extracting(NodeMatrix.NodePairView::from).containsExactly("paris");
    assertThat(nodes.notMeasured())
        .containsExactly(
            new NodeMatrix.NotMeasuredView(
                "tokyo", "paris", "not measured for 121 s; the last round said REACHABLE"));
  }

  @Test
  void aPairWithoutARoundAndOneWhosePodsWereNotAllAskedAreToldToo() {
    has(FORTH, Reachability.PARTIAL, 4, 1);
    assertThat(known().nodes().notMeasured())
        .extracting(NodeMatrix.NotMeasuredView::from)
        .containsExactly("paris", "tokyo");
    has(FORTH, Reachability.PARTIAL, 3, 1).has(BACK, Reachability.REACHABLE, 4, 1);
    assertThat(known().nodes().notMeasured()).isEmpty();
  }
}
