package io.podspan.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.console.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerTest {
  private final MemoryJournal journal = new MemoryJournal();

  private void grow(int count) {
    for (int i = 0; i < count; i++) {
      long sequence = journal.lastSequence() + 2;
      journal.add(MemoryJournal.entry(sequence, Scene.round("paris", "london", sequence, 16)));
    }
  }

  private static List<Long> sequences(List<Entry> entries) {
    return entries.stream().map(Entry::sequence).toList();
  }

  @Test
  void readsOutOfMemoryWhatIsThere() {
    Tail tail = new Tail(journal, 1_000_000);
    grow(3);
    tail.advance();
    Follower follower = tail.follow(EventFilter.ALL, 2);
    assertThat(sequences(follower.next())).containsExactly(4L, 6L);
    assertThat(follower.next()).isEmpty();
    assertThat(follower.behind()).isFalse();
  }

  @Test
  void readsFromTheStoreWhatMemoryHasDropped() {
    Tail tail = new Tail(journal, 400);
    grow(10);
    tail.advance();
    assertThat(tail.recent().after(0, 10, 1_000)).isEmpty();
    assertThat(sequences(tail.follow(EventFilter.ALL, 0).next())).hasSize(10);
  }

  @Test
  void handsOutAgainWhatItWasReturnedTo() {
    Tail tail = new Tail(journal, 1_000_000);
    grow(3);
    tail.advance();
    Follower follower = tail.follow(EventFilter.ALL, 2);
    follower.next();
    follower.returnTo(2);
    assertThat(sequences(follower.next())).containsExactly(4L, 6L);
  }

  @Test
  void handsOutLargeEntriesInSmallParts() {
    Tail tail = new Tail(journal, 10_000_000);
    for (long sequence = 2; sequence <= 20; sequence += 2) {
      journal.add(MemoryJournal.large(sequence, 50_000));
    }
    while (tail.advance()) {
      assertThat(tail.recent().head()).isPositive();
    }
    assertThat(sequences(tail.follow(EventFilter.ALL, 0).next())).containsExactly(2L, 4L);
    Tail forgetful = new Tail(journal, 10);
    assertThat(sequences(forgetful.follow(EventFilter.ALL, 0).next())).containsExactly(2L, 4L);
  }

  @Test
  void passesWhatTheFilterLeavesOut() {
    Tail tail = new Tail(journal, 1_000_000);
    grow(5);
    journal.add(MemoryJournal.entry(100, Scene.configured()));
    tail.advance();
    EventFilter reflectors =
        new EventFilter(
            null, EventFilter.typesNamed("podspan.reflector.*"), null, null, null, null);
    Follower follower = tail.follow(reflectors, 0);
    assertThat(sequences(follower.next())).containsExactly(100L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void losesNothingAndRepeatsNothingHoweverItIsInterleaved(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    // Small enough that entries fall out of memory before a slow follower has read them.
    Tail tail = new Tail(journal, 2_000);
    Follower follower = tail.follow(EventFilter.ALL, 0);
    List<Long> read = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      switch (random.nextInt(3)) {
        case 0 -> grow(random.nextInt(40));
        case 1 -> tail.advance();
        default -> read.addAll(sequences(follower.next()));
      }
    }
    while (tail.advance()) {
      assertThat(tail.recent().head()).isPositive();
    }
    List<Entry> next = follower.next();
    while (!next.isEmpty() || follower.behind()) {
      read.addAll(sequences(next));
      next = follower.next();
    }
    assertThat(read)
        .isEqualTo(sequences(journal.page(EventFilter.ALL, Page.after(0, 99_999)).entries()));
  }
}
