package io.podspan.console.problem;

import io.podspan.events.reason.PairReason;
import io.podspan.events.reason.ReasonText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** API servers that are in the way: nothing of the cluster can be read or measured. */
final class ClusterCauses {

  private ClusterCauses() {}

  static void of(Remaining remaining, Expected expected) {
    for (String cluster : expected.nodes().keySet()) {
      @Nullable PairReason obstacle =
          remaining
              .of(Symptom.NotMeasured.class)
              .map(Symptom.NotMeasured::cause)
              .filter(cause -> Reasons.api(cause).filter(cluster::equals).isPresent())
              .findFirst()
              .orElse(null);
      List<Symptom.NodeUnread> unread =
          remaining
              .of(Symptom.NodeUnread.class)
              .filter(symptom -> symptom.node().cluster().equals(cluster))
              .toList();
      if (obstacle != null) {
        Cause.Words words =
            new Cause.Words(ReasonText.seen(obstacle), Reasons.toDo(obstacle), obstacle.code());
        remaining.explain(new CauseKey(Kind.API, cluster), words, of(cluster, unread, expected));
      } else if (allForOneReason(unread, expected.of(cluster).size())) {
        Cause.Words words =
            new Cause.Words(
                "no node of %s can be read: %s".formatted(cluster, unread.getFirst().why()),
                "",
                null);
        remaining.explain(new CauseKey(Kind.API, cluster), words, of(cluster, unread, expected));
      }
    }
  }

  /** Several nodes with the very same reason have it in common. */
  private static boolean allForOneReason(List<Symptom.NodeUnread> unread, int nodes) {
    Set<String> reasons = unread.stream().map(Symptom.NodeUnread::why).collect(Collectors.toSet());
    return unread.size() > 1
        && unread.size() == nodes
        && reasons.size() == 1
        && unread.stream().noneMatch(Reasons::routerIsDown);
  }

  private static Predicate<Symptom> of(
      String cluster, List<Symptom.NodeUnread> unread, Expected expected) {
    boolean all = unread.size() == expected.of(cluster).size();
    Set<Symptom.NodeUnread> nodes = new HashSet<>(unread);
    return symptom ->
        switch (symptom) {
          case Symptom.NodeUnread node -> all && nodes.contains(node);
          case Symptom.NotMeasured pair -> concerns(pair, cluster, all);
          case Symptom.SessionDown _,
              Symptom.MissingRoute _,
              Symptom.FailingPair _,
              Symptom.RolloutStopped _,
              Symptom.NotThere _,
              Symptom.Unmet _ ->
              false;
        };
  }

  private static boolean concerns(Symptom.NotMeasured pair, String cluster, boolean all) {
    return Reasons.api(pair.cause())
        .map(cluster::equals)
        .orElse(all && (pair.from().equals(cluster) || pair.to().equals(cluster)));
  }
}
