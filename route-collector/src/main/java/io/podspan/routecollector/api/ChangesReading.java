package io.podspan.routecollector.api;

import io.podspan.routecollector.change.Change;
import io.podspan.routecollector.change.ChangeRecords;
import io.podspan.routecollector.change.ChangeRecords.Between;
import io.podspan.routecollector.change.Difference;
import io.podspan.servicekit.problem.ProblemException;
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

  /** Lines of all nodes that end on this page. */
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

  /** The last line that had room, null where all had. */
  private Change.@Nullable Line add(ChangesCursor from, String name) {
    OfNode node = node(name, from.between());
    Change.@Nullable Line last = null;
    for (Difference.Net net : node.difference().lines()) {
      if (from.isBehind(name, net.line())) {
        continue;
      }
      if (rows.size() >= limit) {
        return last;
      }
      rows.add(ChangesPage.Row.of(name, net));
      last = net.line();
    }
    asBefore += node.difference().asBefore();
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

  private OfNode node(String name, Between between) {
    Difference difference = new Difference();
    boolean[] whole = {true};
    @Nullable Instant[] begins = {null};
    records.read(
        name,
        between,
        (change, at) -> {
          if (change.begins()) {
            begins[0] = at;
          }
          return !wanted.test(change) || (whole[0] = difference.add(change, at));
        });
    if (!whole[0]) {
      throw ProblemException.badRequest(
          "More than " + Difference.MOST_LINES + " lines of " + name + " changed.",
          "Ask for a shorter time, or for one part.");
    }
    return new OfNode(difference, begins[0]);
  }
}
