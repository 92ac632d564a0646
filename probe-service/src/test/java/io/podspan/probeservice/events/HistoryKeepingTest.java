package io.podspan.probeservice.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.probeservice.history.Entry;
import io.podspan.probeservice.history.HistoryPage;
import io.podspan.probeservice.history.HistoryQuestion;
import io.podspan.probeservice.history.HistoryStore;
import io.podspan.probeservice.history.Retention;
import io.podspan.probeservice.history.Step;
import io.podspan.probeservice.history.Tally;
import io.podspan.probeservice.verdict.Samples;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryKeepingTest {
  private static final Instant NOW = Instant.parse("2026-11-30T10:20:30Z");
  private static final Map<Step, Duration> KEPT =
      Map.of(
          Step.MINUTE,
          Duration.ofHours(6),
          Step.HOUR,
          Duration.ofDays(30),
          Step.DAY,
          Duration.ofDays(400));

  private final Tally tally = new Tally(1_000, Clock.fixed(NOW.minusSeconds(90), ZoneOffset.UTC));
  private final ListStore store = new ListStore();
  private final HistoryKeeping keeping =
      new HistoryKeeping(tally, store, new Retention(KEPT), Clock.fixed(NOW, ZoneOffset.UTC));

  @Test
  void atTheEndWhatIsThereIsWritten() {
    tally.add(Samples.measured((from, to) -> true));
    keeping.last();
    assertThat(store.added).hasSize(5);
  }

  @Test
  void whatIsOldIsDeletedSomeOfItAtATime() {
    store.old = 12_000;
    assertThat(keeping.round()).isLessThan(Duration.ofSeconds(1));
    keeping.round();
    assertThat(keeping.round()).isEqualTo(Duration.ofSeconds(10));
    assertThat(store.old).isZero();
    assertThat(store.before).containsEntry(Step.MINUTE, NOW.minus(Duration.ofHours(6)));
  }

  @Test
  void anEndIsKnownForAsLongAsAnyRowOfItIsKept() {
    keeping.round();
    assertThat(store.spotsBefore).isEqualTo(NOW.minus(Duration.ofDays(400)));
    Map<Step, Duration> fewDays = new HashMap<>(KEPT);
    fewDays.put(Step.DAY, Duration.ofDays(7));
    new HistoryKeeping(tally, store, new Retention(fewDays), Clock.fixed(NOW, ZoneOffset.UTC))
        .round();
    assertThat(store.spotsBefore).isEqualTo(NOW.minus(Duration.ofDays(30)));
  }

  @Test
  void waitsForADatabaseThatIsAwayAndDropsWhatItRefuses() {
    tally.add(Samples.measured((from, to) -> true));
    store.failure = new IllegalStateException(new SQLException("away", "08006"));
    keeping.last();
    assertThat(tally.size()).isEqualTo(5);
    store.failure = new IllegalStateException("refused");
    keeping.last();
    assertThat(tally.size()).isZero();
  }

  private static final class ListStore implements HistoryStore {
    private final List<Entry> added = new ArrayList<>();
    private final Map<Step, Instant> before = new HashMap<>();
    private @Nullable RuntimeException failure;
    private int old;
    private @Nullable Instant spotsBefore;

    @Override
    public void add(List<Entry> minutes) {
      if (failure != null) {
        throw failure;
      }
      added.addAll(minutes);
    }

    @Override
    public HistoryPage read(HistoryQuestion question) {
      return new HistoryPage(added, null);
    }

    @Override
    public boolean knows(String cluster) {
      return true;
    }

    @Override
    public int forget(Step step, Instant when, int most) {
      before.put(step, when);
      int deleted = step == Step.MINUTE ? Math.min(most, old) : 0;
      old -= deleted;
      return deleted;
    }

    @Override
    public void forgetSpots(Instant when, int most) {
      spotsBefore = when;
    }
  }
}
