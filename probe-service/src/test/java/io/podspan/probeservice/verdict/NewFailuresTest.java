package io.podspan.probeservice.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.events.NodeReach;
import io.podspan.events.ProbeEvent.Reachability;
import io.podspan.events.reason.PairReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewFailuresTest {
  private static final PairReason CAUSE = Verdict.of(Samples.measured((_, _) -> true)).cause();
  private static final NodeReach WELL = new NodeReach("paris-1", "tokyo-1", 2, 2);
  private static final NodeReach SILENT = new NodeReach("paris-1", "tokyo-1", 2, 0);
  private static final NodeReach ANOTHER_SILENT = new NodeReach("paris-2", "tokyo-1", 2, 0);

  private static Verdict verdict(NodeReach... nodes) {
    return new Verdict(Reachability.PARTIAL, 4, 2, 12, 6, null, CAUSE, List.of(), List.of(nodes));
  }

  @Test
  void whatAnsweredAndDoesNotAnyMoreIsNew() {
    assertThat(NewFailures.in(verdict(SILENT), verdict(WELL))).isTrue();
    NodeReach half = new NodeReach("paris-1", "tokyo-1", 2, 1);
    assertThat(NewFailures.in(verdict(SILENT), verdict(half))).isTrue();
    assertThat(NewFailures.in(verdict(half), verdict(WELL))).as("some pass still").isFalse();
  }

  @Test
  void whatFailedBeforeIsNot() {
    assertThat(NewFailures.in(verdict(SILENT), verdict(SILENT))).isFalse();
  }

  @Test
  void whatTheLastRoundDidNotMeasureIsNot() {
    assertThat(NewFailures.in(verdict(ANOTHER_SILENT), verdict(SILENT))).isFalse();
    assertThat(NewFailures.in(verdict(ANOTHER_SILENT), verdict(WELL))).isFalse();
  }
}
