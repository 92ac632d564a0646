package io.podspan.routecollector.route;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Port: what is known of all nodes, across restarts and instances. */
public interface NodeRecords {
  /** Takes an outcome over and says what changed, in one transaction. */
  NodeStatus record(String cluster, String node, ReadOutcome outcome, Expectation expectation);

  Optional<NodeStatus> find(String cluster, String node);

  /** Those of these cluster/node names that are known, in no order. */
  List<NodeStatus> find(Collection<String> clusterAndNode);

  /** Forgets the nodes of these cluster/node names. */
  void forget(Collection<String> clusterAndNode);

  /** The name under which a node is known. */
  static String key(String cluster, String node) {
    return cluster + "/" + node;
  }
}
