package io.podspan.console.problem;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The symptoms that no cause has explained yet, and the causes so far. */
final class Remaining {
  private final List<Symptom> all;
  private final ByNode byNode;

  /** With their places in the order, which does not depend on when they came. */
  private final Map<Symptom, Integer> left = new LinkedHashMap<>();

  private final Map<Class<? extends Symptom>, Set<Symptom>> bySort = new HashMap<>();
  private final List<Cause> causes = new ArrayList<>();

  /** A symptom with its text, which is made once. */
  private record Told(Symptom symptom, String text) {}

  Remaining(List<Symptom> symptoms) {
    all =
        symptoms.stream()
            .map(symptom -> new Told(symptom, symptom.text()))
            .sorted(Comparator.comparing(Told::text).thenComparing(told -> told.symptom().since()))
            .map(Told::symptom)
            .distinct()
            .toList();
    byNode = new ByNode(all);
    for (Symptom symptom : all) {
      left.put(symptom, left.size());
      bySort.computeIfAbsent(symptom.getClass(), _ -> new LinkedHashSet<>()).add(symptom);
    }
  }

  /** Those of one sort, in an order that does not depend on when they came. */
  <S extends Symptom> Stream<S> of(Class<S> sort) {
    return List.copyOf(bySort.getOrDefault(sort, Set.of())).stream().map(sort::cast);
  }

  /** Those of one sort that speak of this node, in the same order. */
  <S extends Symptom> Stream<S> at(NodeName node, Class<S> sort) {
    return byNode.of(node).stream().filter(sort::isInstance).filter(this::isLeft).map(sort::cast);
  }

  /** The same with those that are explained. */
  <S extends Symptom> Stream<S> explainedOrNot(Class<S> sort) {
    return all.stream().filter(sort::isInstance).map(sort::cast);
  }

  /** What another cause has taken meanwhile is not. */
  boolean isLeft(Symptom symptom) {
    return left.containsKey(symptom);
  }

  /** Gives a cause the symptoms that it explains. Without any it is none. */
  void explain(CauseKey key, Cause.Words words, Predicate<Symptom> explained) {
    take(key, words, left.keySet().stream().filter(explained).toList());
  }

  /** The same where all that is explained speaks of one node. */
  void explainAt(
      NodeName node, CauseKey key, Cause.Words words, Predicate<? super Symptom> explained) {
    take(key, words, byNode.of(node).stream().filter(explained).toList());
  }

  /** Gives a cause these symptoms, as far as they are left. */
  void take(CauseKey key, Cause.Words words, Collection<? extends Symptom> explained) {
    List<Symptom> taken = new ArrayList<>();
    for (Symptom symptom : explained) {
      if (isLeft(symptom)) {
        taken.add(symptom);
      }
    }
    if (!taken.isEmpty()) {
      taken.sort(Comparator.comparing(left::get));
      taken.forEach(this::remove);
      causes.add(Cause.of(key, words, taken));
    }
  }

  /** Takes what an earlier cause explains as well out, without a word. */
  void drop(Predicate<Symptom> explained) {
    left.keySet().stream().filter(explained).toList().forEach(this::remove);
  }

  private void remove(Symptom symptom) {
    left.remove(symptom);
    bySort.getOrDefault(symptom.getClass(), Set.of()).remove(symptom);
  }

  List<Cause> causes() {
    return List.copyOf(causes);
  }
}
