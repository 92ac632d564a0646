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
   *
   * @return empty where the charge is over: nothing is kept or published then
   */
  Optional<NodeStatus> record(
      Charge charge,
      String node,
      ReadOutcome outcome,
      Expectation expectation,
      Elsewhere elsewhere);

  /** Publishes that a node was looked at, though that changed nothing, if the charge lasts. */
  void tell(Charge charge, NodeStatus status);

  Optional<NodeStatus> find(String cluster, String node);

  /** Those of these cluster/node names that are known, in no order. */
  List<NodeStatus> find(Collection<String> clusterAndNode);

  /** The last look at the router of each of these, of those that were looked at. */
  Map<String, RouterLook> routers(Collection<String> clusterAndNode);

  /**
   * Drops from what is known of these nodes what the intent does not ask for any more, and
   * publishes what changed, if the charge lasts.
   */
  void expect(Charge charge, Collection<String> clusterAndNode, Expectation expectation);

  /** Forgets all nodes of the cluster but those of these names, if the charge lasts. */
  void keep(Charge charge, Collection<String> clusterAndNode);

  /** Forgets all clusters but these, if no instance that lives reads them. */
  void keepClusters(Collection<String> clusters);

  /** The name under which a node is known. */
  static String key(String cluster, String node) {
    return cluster + "/" + node;
  }
}
