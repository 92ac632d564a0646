package io.podspan.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.podspan.console.Scene;
import io.podspan.console.journal.Entry;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.servicekit.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagesUnderWayTest {
  @Test
  void oneTooManyWaitsAndIsSentAwayUntilOneHasEnded() {
    PagesUnderWay pages = new PagesUnderWay(1, Duration.ofMillis(10));
    pages.enter();
    assertThatThrownBy(pages::enter)
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.problem().status()).isEqualTo(503));

    pages.leave();

    pages.enter();
  }

  @Test
  void aReaderHoldsSmallEventsAlwaysAndLargeOnesWhileThereIsAPlace() {
    LargeEvents large = new LargeEvents();
    List<Entry> small = List.of(MemoryJournal.entry(2, Scene.configured()));
    List<Entry> heavy = List.of(MemoryJournal.large(4, 200_000));
    for (int i = 0; i < 4; i++) {
      assertThat(large.hold(heavy)).isTrue();
    }

    assertThat(large.hold(heavy)).isFalse();
    assertThat(large.hold(small)).isTrue();
    large.release(small);
    assertThat(large.hold(heavy)).isFalse();

    large.release(heavy);
    assertThat(large.hold(heavy)).isTrue();
  }
}
