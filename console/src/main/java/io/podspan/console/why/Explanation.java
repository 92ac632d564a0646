package io.podspan.console.why;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer.
 *
 * @param from as it was asked for
 * @param to as it was asked for
 * @param at when
 * @param sentence the answer in one sentence: the first thing wrong, or that all is well
 * @param code what is wrong, for programs; null when nothing is or it could not be found out
 * @param toDo what to do about it; null when there is nothing to do
 * @param also what is wrong besides, in the order of the walk
 * @param stages the walk
 */
public record Explanation(
    String from,
    String to,
    Instant at,
    Verdict verdict,
    String sentence,
    @Nullable String code,
    @Nullable String toDo,
    List<Cause> also,
    List<Stage> stages) {

  /** Whether the one end reaches the other. */
  public enum Verdict {
    /** Both ways, as far as pings tell. */
    REACHABLE,
    /** A break was found, or pings that were made had no answer. */
    UNREACHABLE,
    /** It could not be found out. */
    UNKNOWN
  }
}
