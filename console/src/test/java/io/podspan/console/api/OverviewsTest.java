package io.podspan.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import io.podspan.console.journal.FreshnessGauge;
import io.podspan.console.journal.MemoryJournal;
import io.podspan.console.journal.Tail;
import io.podspan.console.overview.ClusterView;
import io.podspan.events.IntentEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewsTest {
  private Overviews overviews;

  @Test
  void theOverviewOfOneEventIsMadeOnce() {
    MemoryJournal journal = new MemoryJournal();
    MemoryJournal.entries(Scene.declared()).forEach(journal::add);
    Tail tail = new Tail(journal, 1_000_000);
    tail.advance();
    overviews = new Overviews(tail, new FreshnessGauge());
    List<ClusterView> first = clusters();
    assertThat(first).hasSize(3);
    assertThat(clusters()).isSameAs(first);
    journal.add(MemoryJournal.entry(1_000, new IntentEvent.ClusterRemoved("paris")));
    tail.advance();
    assertThat(clusters()).hasSize(2);
  }

  private List<ClusterView> clusters() {
    return overviews.read((overview, _) -> overview.clusters());
  }
}
