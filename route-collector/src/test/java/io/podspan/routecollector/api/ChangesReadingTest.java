package io.podspan.routecollector.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.Change.Line;
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.Difference;
import io.podspan.routecollector.change.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangesReadingTest {
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant LAST = FIRST.plusSeconds(600);
  private static final ChangesCursor BEGIN =
      ChangesCursor.begin(new ChangeRecords.Between(FIRST, LAST));

  private final Recorded kept = new Recorded();
  private Duration forEachNode = Duration.ZERO;
  private long nanos;

  /** Changes of nodes, which a test may add to between two pages. */
  private final class Recorded implements ChangeRecords {
    private final Map<String, List<Change>> changes = new LinkedHashMap<>();

    @Override
    public ChangeRecords.Kept kept() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<String> nodes(Between between) {
      return List.copyOf(changes.keySet());
    }

    @Override
    public void read(String name, Between between, BiConsumer<Change, Instant> taker) {
      nanos += forEachNode.toNanos();
      changes.getOrDefault(name, List.of()).forEach(change -> taker.accept(change, LAST));
    }
  }

  private void fib(String node, String prefix, @Nullable String before, @Nullable String after) {
    add(node, new Change(new Line(Part.FIB, prefix), before, after));
  }

  private void add(String node, Change change) {
    kept.changes.computeIfAbsent(node, _ -> new ArrayList<>()).add(change);
  }

  private ChangesReading reading(int limit) {
    return new ChangesReading(kept, change -> change.line().part() == Part.FIB, limit, () -> nanos);
  }

  private static List<String> names(ChangesReading reading) {
    return reading.rows().stream().map(row -> row.node() + " " + row.item()).toList();
  }

  /** All pages, as a caller reads them. */
  private List<List<String>> pages(int limit, Runnable between) {
    List<List<String>> pages = new ArrayList<>();
    @Nullable ChangesCursor next = BEGIN;
    while (next != null) {
      ChangesReading reading = reading(limit);
      next = reading.read(ChangesCursor.of(next.text()).orElseThrow(), _ -> true);
      pages.add(names(reading));
      between.run();
    }
    return pages;
  }

  @Test
  void aPageGoesOnAfterTheLastLineOfTheOneBefore() {
    fib("paris/p2", "a", null, "x");
    fib("paris/p1", "b", null, "x");
    fib("paris/p1", "a", null, "x");
    assertThat(pages(2, () -> {})).containsExactly(List.of("p1 a", "p1 b"), List.of("p2 a"));
    assertThat(pages(1, () -> {}))
        .containsExactly(List.of("p1 a"), List.of("p1 b"), List.of("p2 a"));
    assertThat(pages(9, () -> {})).containsExactly(List.of("p1 a", "p1 b", "p2 a"));
  }

  @Test
  void whatIsRecordedMeanwhileMovesNoOtherLine() {
    fib("paris/p1", "b", null, "x");
    fib("paris/p1", "d", null, "x");
    fib("paris/p2", "a", null, "x");
    List<List<String>> pages =
        pages(
            1,
            () -> {
              fib("paris/p1", "a" + nanos++, null, "x");
              fib("lyon/l1", "a", null, "x");
            });
    assertThat(pages).containsExactly(List.of("p1 b"), List.of("p1 d"), List.of("p2 a"));
  }

  @Test
  void aPageThatTakesLongEndsWithItsNode() {
    forEachNode = ChangesReading.LONGEST.plusSeconds(1);
    fib("paris/p1", "a", "x", "y");
    fib("paris/p1", "a", "y", "x");
    fib("paris/p2", "a", null, "x");
    assertThat(pages(9, () -> {})).containsExactly(List.of(), List.of("p2 a"));
  }

  @Test
  void whatIsAsBeforeIsCountedOnThePageThatComesToIt() {
    fib("paris/p1", "a", "x", "y");
    fib("paris/p1", "a", "y", "x");
    fib("paris/p1", "b", null, "x");
    fib("paris/p1", "c", null, "x");
    ChangesReading first = reading(1);
    ChangesCursor next = first.read(BEGIN, _ -> true);
    assertThat(first.asBefore()).isEqualTo(1);
    assertThat(next).isNotNull();
    ChangesReading second = reading(1);
    assertThat(second.read(next, _ -> true)).isNull();
    assertThat(second.asBefore()).isZero();
  }

  @Test
  void aNodeWithMoreLinesThanThereIsRoomForIsReadToItsEnd() {
    int lines = Difference.MOST_LINES + 2;
    for (int i = lines; i > 0; i--) {
      fib("paris/p1", "%06d".formatted(i), "x", i % 2 == 0 ? "x" : "y");
    }
    fib("paris/p2", "a", null, "x");
    List<List<String>> pages = pages(lines, () -> {});
    assertThat(pages).hasSize(2);
    List<String> all = pages.stream().flatMap(List::stream).toList();
    assertThat(all).doesNotHaveDuplicates().hasSize(lines / 2 + 1).endsWith("p2 a");
  }

  /** Whatever part is asked for: what is not known is not the same. */
  @Test
  void aNodeOfWhichNothingWasKnownIsNamed() {
    add("paris/p1", new Change(new Line(Part.STATE, ""), "never", "read"));
    fib("paris/p2", "a", null, "x");
    ChangesReading reading = reading(1);
    ChangesCursor next = reading.read(BEGIN, _ -> true);
    assertThat(reading.rows()).isEmpty();
    assertThat(reading.begins()).containsExactly(new ChangesPage.Begin("paris", "p1", LAST));
    assertThat(next).as("each of them takes the room of a line").isNotNull();
  }
}
