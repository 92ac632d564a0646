package io.podspan.console.problem;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cause with the symptoms that it explains.
 *
 * @param words what is wrong, and what to do
 * @param symptoms at least one, the oldest first
 * @param nodes the nodes that it touches
 */
record Cause(CauseKey key, Words words, List<Symptom> symptoms, SortedSet<NodeName> nodes) {

  /**
   * @param sentence what is wrong and why, without a full stop
   * @param toDo what to do, empty when that is not known
   * @param code of the reason, null when there is none
   */
  record Words(String sentence, String toDo, @Nullable String code) {}

  /**
   * @param symptoms in the order of their texts, which decides between those of one time
   */
  static Cause of(CauseKey key, Words words, List<Symptom> symptoms) {
    Set<NodeName> nodes = new HashSet<>();
    symptoms.forEach(symptom -> nodes.addAll(nodes(symptom)));
    List<Symptom> ordered = symptoms.stream().sorted(Comparator.comparing(Symptom::since)).toList();
    return new Cause(key, words, ordered, new TreeSet<>(nodes));
  }

  /** The nodes that a symptom is about. */
  static List<NodeName> nodes(Symptom symptom) {
    return switch (symptom) {
      case Symptom.NodeUnread unread -> List.of(unread.node());
      case Symptom.SessionDown down -> List.of(down.node());
      case Symptom.MissingRoute missing ->
          missing.origin() == null
              ? List.of(missing.node())
              : List.of(missing.node(), missing.origin());
      case Symptom.FailingPair pair -> List.of(pair.from(), pair.to());
      case Symptom.RolloutStopped stopped ->
          stopped.node() == null ? List.of() : List.of(stopped.node());
      // They are about no node.
      case Symptom.NotMeasured _, Symptom.Unmet _, Symptom.NotThere _ -> List.of();
    };
  }

  /** Since when its first symptom is there. */
  Instant since() {
    return symptoms.getFirst().since();
  }

  Problem problem() {
    return new Problem(
        key.kind(),
        key.subject(),
        state(),
        since(),
        words.sentence(),
        Consequences.of(key.kind(), counts()),
        words.toDo().isEmpty() ? null : words.toDo(),
        words.code(),
        nodes.stream().limit(Problem.MOST_NODES).map(NodeName::toString).toList(),
        counts(),
        symptoms.stream()
            .limit(Problem.MOST_EVIDENCE)
            .map(symptom -> new Problem.Evidence(symptom.since(), symptom.text()))
            .toList());
  }

  /** It is broken as soon as one symptom says so. */
  Problem.State state() {
    return symptoms.stream().allMatch(Cause::unknown)
        ? Problem.State.UNKNOWN
        : Problem.State.BROKEN;
  }

  private static boolean unknown(Symptom symptom) {
    return switch (symptom) {
      case Symptom.NodeUnread _ -> !Reasons.routerIsDown(symptom);
      case Symptom.NotMeasured _, Symptom.NotThere _ -> true;
      case Symptom.Unmet unmet -> !unmet.known();
      case Symptom.MissingRoute missing -> Reasons.unread(missing.reason());
      case Symptom.SessionDown _, Symptom.FailingPair _, Symptom.RolloutStopped _ -> false;
    };
  }

  private Problem.Counts counts() {
    return new Problem.Counts(
        count(Symptom.NodeUnread.class),
        count(Symptom.SessionDown.class),
        count(Symptom.MissingRoute.class),
        count(Symptom.FailingPair.class));
  }

  private int count(Class<? extends Symptom> sort) {
    return Math.toIntExact(symptoms.stream().filter(sort::isInstance).count());
  }
}
