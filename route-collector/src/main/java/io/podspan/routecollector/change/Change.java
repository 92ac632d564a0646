package io.podspan.routecollector.change;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A line of a node's tables that is another one than before.
 *
 * @param line which one
 * @param before what it was, null when there was none
 * @param after what it is, null when there is none any more
 */
public record Change(Line line, @Nullable String before, @Nullable String after) {

  /** Whether nothing was known of the node before: its history begins here. */
  public boolean begins() {
    return line.part() == Part.STATE && TableChanges.NEVER.equals(before);
  }

  /**
   * A line, whatever is in it.
   *
   * @param item what it is about: a prefix, the address of a peer; empty for the state
   */
  public record Line(Part part, String item) implements Comparable<Line> {
    private static final Comparator<Line> ORDER =
        Comparator.comparing(Line::part).thenComparing(Line::item);

    @Override
    public int compareTo(Line other) {
      return ORDER.compare(this, other);
    }
  }
}
