package io.podspan.peeringservice.routers.calico;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Verdict;
import io.podspan.peeringservice.routers.calico.ObjectReading.Pool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PoolNotesTest {
  private static final Pool SEEN = new Pool("seen", "10.3.0.0/17", Optional.empty());
  private static final Pool HIDDEN = new Pool("hidden", "10.3.128.0/17", Optional.empty(), true);
  private static final Pool OURS = new Pool("ours", "10.1.0.0/16", Optional.of("asia"), true);

  private static RouterNote note(Pool... pools) {
    return PoolNotes.announced(List.of(pools));
  }

  @Test
  void oursAreNoPoolsOfPods() {
    assertThat(note(SEEN, OURS).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void podsThatNobodyHearsOfAreToldAndAreABlockWhereTheyAreAll() {
    assertThat(note(SEEN, HIDDEN).verdict()).isEqualTo(Verdict.CAUTION);
    assertThat(note(SEEN, HIDDEN).evidence()).contains("IPPool hidden (10.3.128.0/17)");
    assertThat(note(HIDDEN, OURS).verdict()).isEqualTo(Verdict.BLOCK);
    assertThat(note(HIDDEN).code()).isEqualTo("pods-not-announced");
  }
}
