package io.podspan.peeringservice.peering.conditions;

import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.network.ReflectorWord;
import io.podspan.peeringservice.peering.rollout.Announced;
import io.podspan.peeringservice.peering.rollout.NodeRoute;
import io.podspan.peeringservice.peering.rollout.NodeTables;
import io.podspan.peeringservice.peering.rollout.PeerSession;
import io.podspan.peeringservice.peering.rollout.ProbedNodes;
import io.podspan.peeringservice.peering.rollout.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps what other services last said. Port: all belongs to the caller's transaction. The report
 * that is received last wins. The caller records no event twice.
 */
public interface Observations {
  /**
   * Holds all others up who record or remove more than one thing, until the caller's transaction
   * ends: else they could wait for each other for ever.
   */
  void serialise();

  /** Everything that is kept. */
  ObservedState all();

  /**
   * A reflector has these revisions in force, by interconnect.
   *
   * @param word where it listens
   */
  void reflectorHas(String name, Map<String, Long> revisions, ReflectorWord word, Instant at);

  /** By name, where the reflectors last said that they listen. */
  Map<String, ReflectorWord> reflectors();

  /** What is known of this reflector. */
  ReflectorHeard heardOf(Reflector reflector);

  /** Where a reflector of this name said that it listens does not count any more. */
  void forgetWord(String reflector);

  /** A reflector's session with an address came up or ended. */
  void session(PeerSession session);

  /**
   * A node's own router reports these states.
   *
   * @param id cluster/node
   * @param states peer address to state
   */
  void nodeSessions(String id, Map<String, String> states, Instant at, Instant receivedAt);

  /**
   * The routes of a node.
   *
   * @param id cluster/node
   */
  void nodeRoutes(String id, TableReport report, Instant at, Instant receivedAt);

  /**
   * What the collector reports of a node's tables.
   *
   * @param rib what its router holds
   * @param kernel what its kernel holds, as far as it names a gateway
   * @param expected how many routes the collector looked for
   * @param missing how many of those the kernel lacks
   */
  record TableReport(List<NodeRoute> rib, List<NodeRoute> kernel, int expected, int missing) {
    public TableReport {
      rib = List.copyOf(rib);
      kernel = List.copyOf(kernel);
    }
  }

  /**
   * The collector looked at these nodes.
   *
   * @param looks by cluster/node
   */
  void nodeLooks(Map<String, NodeTables.Look> looks);

  /** A reflector did not take a prefix of a peer. */
  void rejected(Rejected rejected);

  /** A peer has announced this to a reflector. */
  void announced(Announced announced);

  /**
   * A node lacks this route.
   *
   * @param id cluster/node
   * @param why the likely cause, for people
   */
  void routeMissing(String id, ExpectedRoute route, String why, Instant at);

  /**
   * A node has this route again.
   *
   * @param id cluster/node
   */
  void routeRestored(String id, ExpectedRoute route, Instant at);

  /**
   * The probes report this of a pair of clusters.
   *
   * @param id from/to cluster
   */
  void reachability(String id, Reachability state, String why, Instant at);

  /**
   * Rounds of probes report this of pairs of clusters. It counts only where nothing else is known
   * of the pair, because {@link #reachability} knows more.
   *
   * @param pairs by from/to cluster
   * @return the pairs for which it counted
   */
  Set<String> probeRounds(Map<String, ObservedState.PairReach> pairs);

  /**
   * Rounds of probes measured this between the nodes of pairs of clusters.
   *
   * @param rounds by from/to cluster
   */
  void probed(Map<String, List<ProbedNodes>> rounds);

  /**
   * The probes report this of the source address that pods see.
   *
   * @param id from/to cluster
   */
  void source(String id, SourceSeen seen);

  /** The clusters whose nodes may have rules that keep pod addresses. */
  List<String> keptSources();

  /**
   * The nodes of this cluster may have such rules from now on.
   *
   * @param trouble why they could not all be set or removed, empty if they could
   */
  void sourceKept(String cluster, String trouble);

  /** The nodes of this cluster have none of these rules any more. */
  void sourceReleased(String cluster);

  /**
   * Removes what belongs to nothing in this intent: to a withdrawn interconnect, a removed cluster
   * or a node that is gone.
   */
  void keepOnly(DeclaredIntent intent);

  /**
   * The routes to a cluster are other ones now. So what was read of the nodes that need them does
   * not count until they are read again.
   */
  void routesChanged(DeclaredIntent intent, String cluster);
}
