package io.podspan.console.problem;

import java.util.Comparator;

/**
 * The name of a cause. Symptoms with one cause are one problem.
 *
 * @param subject what it is about: {@code paris}, {@code paris/paris-1}
 * @param detail what tells causes of one kind at one subject apart: the code of a reason, an
 *     interface; may be empty
 */
record CauseKey(Kind kind, String subject, String detail) implements Comparable<CauseKey> {
  private static final Comparator<CauseKey> ORDER =
      Comparator.comparing(CauseKey::kind)
          .thenComparing(CauseKey::subject)
          .thenComparing(CauseKey::detail);

  CauseKey(Kind kind, String subject) {
    this(kind, subject, "");
  }

  static CauseKey of(Kind kind, NodeName node) {
    return new CauseKey(kind, node.toString());
  }

  @Override
  public int compareTo(CauseKey other) {
    return ORDER.compare(this, other);
  }
}
