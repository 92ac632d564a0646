package io.podspan.console.problem;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The problems after one event of the journal.
 *
 * @param sequence that event
 * @param at when they were looked for
 * @param problems one for each cause: what is broken before what is not known
 * @param settling what has not lasted long enough to be a problem, a clause each
 * @param underWay what is being changed, so that what is missing there is no problem, a clause each
 */
public record Problems(
    long sequence,
    Instant at,
    List<Problem> problems,
    List<String> settling,
    List<String> underWay) {
  /** Before the first look. */
  static final Problems NONE = new Problems(0, Instant.EPOCH, List.of(), List.of(), List.of());

  static Problems of(
      long sequence,
      Instant at,
      Collection<Cause> open,
      Collection<Cause> settling,
      List<String> underWay) {
    return new Problems(
        sequence,
        at,
        open.stream().map(Cause::problem).sorted(Comparator.comparing(Problem::state)).toList(),
        settling.stream()
            .filter(cause -> cause.key().kind() != Kind.INTERCONNECT)
            .map(cause -> cause.words().sentence())
            .toList(),
        underWay);
  }
}
