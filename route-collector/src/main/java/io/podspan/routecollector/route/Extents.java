package io.podspan.routecollector.route;

import org.jspecify.annotations.Nullable;

/** How much of a node's tables is known: a table that was never read is not an empty one. */
public record Extents(Extent sessions, Extent rib, Extent fib) {

  /** How much of one table. */
  public enum Extent {
    /** It was never read. */
    NONE,
    /** The last look that read it could not read all of it. */
    PART,
    /** The last look that read it read it all: what is not in it was not there. */
    WHOLE;

    private static Extent of(Answer<?> answer, Extent before) {
      return switch (answer) {
        case Answer.Whole<?> _ -> WHOLE;
        case Answer.Partly<?> _ -> PART;
        case Answer.Unread<?> _ -> before;
      };
    }

    private static Extent of(@Nullable String gap) {
      return gap == null ? WHOLE : NONE;
    }
  }

  private static final Extents NOTHING = new Extents(Extent.NONE, Extent.NONE, Extent.NONE);

  /**
   * After a look. What it could not read at all is known as before.
   *
   * @param before what was known of the node
   */
  static Extents of(@Nullable Known before, NodeTables tables) {
    Extents known = before == null ? NOTHING : before.extents();
    return new Extents(
        Extent.of(tables.sessions(), known.sessions),
        Extent.of(tables.rib(), known.rib),
        Extent.of(tables.kernel(), known.fib));
  }

  /** Of a look that said only what it could not read. */
  static Extents of(Gaps gaps) {
    return new Extents(Extent.of(gaps.sessions()), Extent.of(gaps.rib()), Extent.of(gaps.kernel()));
  }
}
