package io.podspan.console.api;

import io.podspan.console.journal.Freshness;
import io.podspan.console.problem.Problem;
import io.podspan.console.problem.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether it is well, and if not, why.
 *
 * @param verdict what all of it adds up to
 * @param sequence the event of the journal that it includes
 * @param at when the console last looked; when that is long ago, the verdict is never WELL
 * @param journal whether the journal has all that Kafka has; if it has not, the verdict is never
 *     WELL
 * @param problems one for each cause: what is broken before what could not be found out
 * @param settling what has begun just now and has not lasted long enough to be told, a clause each
 * @param underWay what is being changed, so that what is missing there is no problem, a clause each
 */
public record ProblemsView(
    Verdict verdict,
    long sequence,
    Instant at,
    Freshness journal,
    List<Problem> problems,
    List<String> settling,
    List<String> underWay) {
  /** It looks every second. Somewhat more is a busy journal, much more is nobody who looks. */
  private static final Duration OLD = Duration.ofSeconds(30);

  /** What it adds up to. */
  public enum Verdict {
    WELL,
    NOT_WELL,
    /** Nothing is known to be broken, and not all could be found out. */
    UNKNOWN
  }

  static ProblemsView of(Problems found, Freshness journal) {
    return of(found, journal, Clock.systemUTC().instant());
  }

  static ProblemsView of(Problems found, Freshness journal, Instant now) {
    return new ProblemsView(
        verdict(found, journal, now),
        found.sequence(),
        found.at(),
        journal,
        found.problems(),
        found.settling(),
        found.underWay());
  }

  private static Verdict verdict(Problems found, Freshness journal, Instant now) {
    if (found.problems().stream().anyMatch(p -> p.state() == Problem.State.BROKEN)) {
      return Verdict.NOT_WELL;
    }
    boolean known =
        found.problems().isEmpty()
            && journal.state() == Freshness.State.CURRENT
            && found.at().plus(OLD).isAfter(now);
    return known ? Verdict.WELL : Verdict.UNKNOWN;
  }
}
