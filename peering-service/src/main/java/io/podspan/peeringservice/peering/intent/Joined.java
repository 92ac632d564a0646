package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;
import java.util.Set;

/**
 * A cluster that one interconnect has joined, between two rollouts. Pure.
 *
 * @param others the other clusters of the interconnect; none where nothing that was written follows
 *     them
 * @param stillJoined those that it is joined with by other interconnects; likewise
 * @param rolledOut the rollouts that say what is there, newest first; all have ended
 * @param reflectors that all of its nodes peer with
 */
record Joined(
    Interconnect interconnect,
    Cluster cluster,
    List<Cluster> others,
    List<Cluster> stillJoined,
    List<Rollout> rolledOut,
    List<Reflector> reflectors) {
  Joined with(List<Cluster> itsOthers, List<Cluster> ofOtherInterconnects) {
    return new Joined(
        interconnect, cluster, itsOthers, ofOtherInterconnects, rolledOut, reflectors);
  }

  /**
   * What late nodes do not have that were left out is no drift.
   *
   * @param written what its rollouts wrote, the oldest first
   */
  List<Drift> drift(Standing standing, List<RouterChange> written) {
    Set<String> leftOut = RolledOut.leftOut(rolledOut, cluster.name());
    List<Node> others =
        cluster.nodes().stream().filter(node -> !leftOut.contains(node.name())).toList();
    return standing.drift(aim(cluster.with(others)), written);
  }

  /**
   * The nodes that came later and have nothing yet.
   *
   * @param written what its rollouts wrote, the oldest first
   */
  List<String> late(Standing standing, List<RouterChange> written) {
    return standing.late(
        aim(cluster.with(cluster.takingPart())),
        written,
        RolledOut.nodes(rolledOut, cluster.name()));
  }

  /** Whether what its rollouts wrote is behind the other clusters. */
  boolean isOutdated(Standing standing) {
    return standing.isOutdated(aim(cluster));
  }

  Rollout last() {
    return rolledOut.getFirst();
  }

  /** What the last rollout of all nodes came to. */
  String outcome() {
    return Rollout.lastOfAllNodes(rolledOut, cluster.name()).orElse(last()).state().text();
  }

  private Aim aim(Cluster which) {
    return new Aim(
        interconnect.name(),
        which,
        others,
        reflectors,
        List.of(),
        stillJoined,
        interconnect.routers());
  }
}
