package io.podspan.peeringservice.peering.preflight;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Findings about single nodes of a cluster. When many nodes have findings of one kind, one finding
 * names them: a plan and its event must not grow with the nodes of a cluster. Pure.
 */
final class ManyNodes {
  /** So many of one kind stand each for itself. */
  private static final int FEW = 10;

  private static final int NAMED = 50;

  private ManyNodes() {}

  /**
   * @param findings with a place {@code clusters/NAME/nodes/NODE}
   */
  static List<Finding> gathered(String cluster, List<Finding> findings) {
    Map<String, List<Finding>> kinds =
        findings.stream()
            .collect(Collectors.groupingBy(Finding::code, LinkedHashMap::new, Collectors.toList()));
    List<Finding> gathered = new ArrayList<>();
    kinds.values().forEach(kind -> gathered.addAll(kind.size() <= FEW ? kind : one(cluster, kind)));
    return gathered;
  }

  private static List<Finding> one(String cluster, List<Finding> kind) {
    Finding first = kind.getFirst();
    String names =
        kind.stream()
            .limit(NAMED)
            .map(finding -> finding.where().substring(finding.where().lastIndexOf('/') + 1))
            .collect(Collectors.joining(", "));
    String more = kind.size() > NAMED ? " and " + (kind.size() - NAMED) + " others" : "";
    return List.of(
        new Finding(
            first.check(),
            first.outcome(),
            first.code(),
            "clusters/" + cluster,
            "%d nodes of %s: %s%s. Of the first of them: %s"
                .formatted(kind.size(), cluster, names, more, first.evidence()),
            first.whatToDo()));
  }
}
