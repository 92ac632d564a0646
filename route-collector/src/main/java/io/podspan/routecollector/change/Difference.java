package io.podspan.routecollector.change;

import io.podspan.routecollector.change.Change.Line;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What all changes of one node between two moments add up to. Not thread-safe. */
public final class Difference {
  /** More would be the memory of one question. */
  public static final int MOST_LINES = 20_000;

  /**
   * One line.
   *
   * @param before at the first moment, null when it was not there
   * @param after at the second moment, null when it was not there
   * @param at when it changed last
   * @param times how often it changed
   */
  public record Net(
      Line line, @Nullable String before, @Nullable String after, Instant at, int times) {
    private Net then(Change change, Instant when) {
      return new Net(line, before, change.after(), when, times + 1);
    }

    private boolean isOne() {
      return !Objects.equals(before, after);
    }
  }

  private final Map<Line, Net> lines = new TreeMap<>();

  /**
   * The next one.
   *
   * @return whether it could be taken: there is room for so many lines only
   */
  public boolean add(Change change, Instant at) {
    Net known = lines.get(change.line());
    if (known == null && lines.size() >= MOST_LINES) {
      return false;
    }
    lines.put(
        change.line(),
        known == null
            ? new Net(change.line(), change.before(), change.after(), at, 1)
            : known.then(change, at));
    return true;
  }

  /** Those that are others, in order. */
  public List<Net> lines() {
    return lines.values().stream().filter(Net::isOne).toList();
  }

  /** How many changed and are as they were. */
  public int asBefore() {
    return Math.toIntExact(lines.values().stream().filter(net -> !net.isOne()).count());
  }
}
