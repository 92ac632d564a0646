package io.podspan.console.problem;

import io.podspan.events.reason.NotMeasured;
import io.podspan.events.reason.OriginReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which symptoms speak of a node. A large fault has a symptom for each route of each node: no step
 * may go through all of them once for each node.
 */
final class ByNode {
  private final Map<NodeName, List<Symptom>> symptoms = new HashMap<>();

  /**
   * @param all in their order, which stays
   */
  ByNode(Collection<Symptom> all) {
    for (Symptom symptom : all) {
      nodes(symptom)
          .forEach(node -> symptoms.computeIfAbsent(node, _ -> new ArrayList<>()).add(symptom));
    }
  }

  List<Symptom> of(NodeName node) {
    return symptoms.getOrDefault(node, List.of());
  }

  private static Set<NodeName> nodes(Symptom symptom) {
    Set<NodeName> nodes = new HashSet<>(Cause.nodes(symptom));
    if (symptom instanceof Symptom.MissingRoute missing
        && missing.reason() instanceof OriginReason.NoSession none) {
      nodes.add(new NodeName(none.cluster(), none.node()));
    }
    if (symptom instanceof Symptom.NotMeasured pair
        && pair.cause() instanceof NotMeasured.NodeNotReady(String cluster, String node)) {
      nodes.add(new NodeName(cluster, node));
    }
    return nodes;
  }
}
