package io.podspan.routecollector.change;

import io.podspan.routecollector.change.Change.Line;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all changes of one node between two moments add up to, for the next lines in order: those
 * after a line, and so many of them as there is room for. Not thread-safe.
 */
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

    /** Whether it is another one than it was. */
    public boolean isOther() {
      return !Objects.equals(before, after);
    }
  }

  private final @Nullable Line behind;
  private final int most;
  private final TreeMap<Line, Net> lines = new TreeMap<>();

  /** From here on lines lack, null where none does. */
  private @Nullable Line horizon;

  /**
   * @param behind the last line that is not asked for, null where all are
   */
  public Difference(@Nullable Line behind) {
    this(behind, MOST_LINES);
  }

  Difference(@Nullable Line behind, int most) {
    this.behind = behind;
    this.most = most;
  }

  /** The next one. */
  public void add(Change change, Instant at) {
    Line line = change.line();
    if ((behind != null && line.compareTo(behind) <= 0)
        || (horizon != null && line.compareTo(horizon) >= 0)) {
      return;
    }
    Net known = lines.get(line);
    lines.put(
        line,
        known == null
            ? new Net(line, change.before(), change.after(), at, 1)
            : known.then(change, at));
    if (lines.size() > most) {
      horizon = lines.pollLastEntry().getKey();
    }
  }

  /** Those that changed, in order: also those that are as they were. */
  public List<Net> lines() {
    return List.copyOf(lines.values());
  }

  /** Whether lines come after these that had no room. */
  public boolean isCut() {
    return horizon != null;
  }
}
