package io.podspan.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.api.ProblemsView.Verdict;
import io.podspan.console.journal.Freshness;
import io.podspan.console.problem.Problems;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsViewTest {
  private static final Instant NOW = Instant.parse("2026-01-01T10:11:12Z");
  private static final Freshness CURRENT = new Freshness(Freshness.State.CURRENT, 0, NOW);

  private static Verdict lookedAt(Instant at) {
    Problems none = new Problems(9, at, List.of(), List.of(), List.of());
    return ProblemsView.of(none, CURRENT, NOW).verdict();
  }

  @Test
  void itIsWellWhileSomebodyLooks() {
    assertThat(lookedAt(NOW)).isEqualTo(Verdict.WELL);
    assertThat(lookedAt(NOW.minusSeconds(20))).isEqualTo(Verdict.WELL);
  }

  @Test
  void whenNobodyLooksAnyMoreItIsNotKnown() {
    assertThat(lookedAt(NOW.minusSeconds(30))).isEqualTo(Verdict.UNKNOWN);
    assertThat(lookedAt(Instant.EPOCH)).isEqualTo(Verdict.UNKNOWN);
  }
}
