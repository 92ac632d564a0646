package io.podspan.console.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The problems for one reader of the stream: each time that they are others. One thread. */
final class ProblemNews {
  /** For a reader that did not ask for them. */
  static final ProblemNews NONE = new ProblemNews(null);

  private final @Nullable Supplier<ProblemsView> look;
  private List<Object> told = List.of();

  /**
   * @param look what is known now; null when nobody asked for it
   */
  ProblemNews(@Nullable Supplier<ProblemsView> look) {
    this.look = look;
  }

  /** What is known now, empty if it was told before. */
  Optional<ProblemsView> next() {
    if (look == null) {
      return Optional.empty();
    }
    ProblemsView now = look.get();
    // The journal goes on and the console looks again, and the problems stay the same.
    List<Object> what = List.of(now.verdict(), now.problems(), now.settling(), now.underWay());
    if (what.equals(told)) {
      return Optional.empty();
    }
    told = what;
    return Optional.of(now);
  }
}
