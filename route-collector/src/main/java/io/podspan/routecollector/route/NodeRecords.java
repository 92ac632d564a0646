package io.podspan.routecollector.route;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Port: what is known of all nodes, across restarts and instances. */
public interface NodeRecords {
  /**
   * Keeps an outcome and publishes what changed, in one transaction. A node that becomes unreadable
   * or readable is a change.
   */
  NodeStatus record(
      String cluster,
      String node,
      ReadOutcome outcome,
      Expectation expectation,
      Elsewhere elsewhere);

  /** Publishes that a node was looked at, though that changed nothing. */
  void tell(NodeStatus status);

  Optional<NodeStatus> find(String cluster, String node);

  /** Those of these cluster/node names that are known, in no order. */
  List<NodeStatus> find(Collection<String> clusterAndNode);

  /** The last look at the router of each of these, of those that were looked at. */
  Map<String, RouterLook> routers(Collection<String> clusterAndNode);

  /**
   * Drops from what is known of these nodes what the intent does not ask for any more, and
   * publishes what changed.
   */
  void expect(Collection<String> clusterAndNode, Expectation expectation);

  /** Forgets all nodes but those of these cluster/node names. */
  void keep(Collection<String> clusterAndNode);

  /** The name under which a node is known. */
  static String key(String cluster, String node) {
    return cluster + "/" + node;
  }
}
