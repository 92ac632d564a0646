package io.podspan.console.problem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The symptoms that no cause has explained yet, and the causes so far. */
final class Remaining {
  private final List<Symptom> all;
  private final List<Symptom> left;
  private final List<Cause> causes = new ArrayList<>();

  Remaining(List<Symptom> symptoms) {
    all = List.copyOf(symptoms);
    left = new ArrayList<>(symptoms);
    left.sort(Comparator.comparing(Symptom::text).thenComparing(Symptom::since));
  }

  /** Those of one sort, in an order that does not depend on when they came. */
  <S extends Symptom> Stream<S> of(Class<S> sort) {
    return List.copyOf(left).stream().filter(sort::isInstance).map(sort::cast);
  }

  /** The same with those that are explained. */
  <S extends Symptom> Stream<S> explainedOrNot(Class<S> sort) {
    return all.stream().filter(sort::isInstance).map(sort::cast);
  }

  /** Gives a cause the symptoms that it explains. Without any it is none. */
  void explain(CauseKey key, Cause.Words words, Predicate<Symptom> explained) {
    List<Symptom> taken = left.stream().filter(explained).toList();
    if (!taken.isEmpty()) {
      left.removeAll(taken);
      causes.add(Cause.of(key, words, taken));
    }
  }

  /** Takes what an earlier cause explains as well out, without a word. */
  void drop(Predicate<Symptom> explained) {
    left.removeIf(explained);
  }

  List<Cause> causes() {
    return List.copyOf(causes);
  }
}
