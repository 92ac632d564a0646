package io.podspan.routecollector.api;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One page of what changed: node by node in the order of their names, from where the page before
 * ended, until it is full or has taken long. Not thread-safe.
 */
final class ChangesReading {
  /** Then a page ends with the node that is read: askers wait for 30 s. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private final ChangeRecords records;
  private final Predicate<Change> wanted;
  private final int limit;
  private final LongSupplier nanoTime;
  private final List<ChangesPage.Row> rows = new ArrayList<>();
  private final List<ChangesPage.Begin> begins = new ArrayList<>();
  private int asBefore;

  ChangesReading(
      ChangeRecords records, Predicate<Change> wanted, int limit, LongSupplier nanoTime) {
    this.records = records;
    this.wanted = wanted;
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  List<ChangesPage.Row> rows() {
    return rows;
  }

  /** Nodes of which nothing was known at the first moment. */
  List<ChangesPage.Begin> begins() {
    return begins;
  }

  /** Lines that this page came to, and that are as they were. */
  int asBefore() {
    return asBefore;
  }

  /**
   * Reads the page; once.
   *
   * @return where the next one begins, null where this is the last one
   */
  @Nullable ChangesCursor read(ChangesCursor from, Predicate<String> names) {
    long began = nanoTime.getAsLong();
    // In our own order: Postgres has one for each collation.
    List<String> ahead =
        records.nodes(from.between()).stream()
            .filter(names)
            .filter(from::reaches)
            .sorted()
            .toList();
    boolean any = false;
    for (String name : ahead) {
      boolean isLate = any && nanoTime.getAsLong() - began > LONGEST.toNanos();
      if (isLate || rows.size() + begins.size() >= limit) {
        return new ChangesCursor(from.between(), name, null);
      }
      Change.@Nullable Line last = add(from, name);
      if (last != null) {
        return new ChangesCursor(from.between(), name, last);
      }
      any = true;
    }
    return null;
  }

  /** The last line that the page came to, null where it came to the end of the node. */
  private Change.@Nullable Line add(ChangesCursor from, String name) {
    OfNode node = node(name, from);
    Change.@Nullable Line last = null;
    for (Difference.Net net : node.difference().lines()) {
      if (rows.size() >= limit) {
        return last;
      }
      if (net.isOther()) {
        rows.add(ChangesPage.Row.of(name, net));
      } else {
        asBefore++;
      }
      last = net.line();
    }
    if (node.difference().isCut()) {
      return last;
    }
    if (node.begins() != null) {
      begins.add(ChangesPage.Begin.of(name, node.begins()));
    }
    return null;
  }

  /**
   * What changed on a node.
   *
   * @param begins when its history begins in between, null where it began before
   */
  private record OfNode(Difference difference, @Nullable Instant begins) {}

  private OfNode node(String name, ChangesCursor from) {
    Difference difference = new Difference(from.lastOf(name));
    @Nullable Instant[] begins = {null};
    records.read(
        name,
        from.between(),
        (change, at) -> {
          if (change.begins()) {
            begins[0] = at;
          }
          if (wanted.test(change)) {
            difference.add(change, at);
          }
        });
    return new OfNode(difference, begins[0]);
  }
}
