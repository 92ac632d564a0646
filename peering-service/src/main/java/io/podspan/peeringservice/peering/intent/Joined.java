package io.podspan.peeringservice.peering.intent;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.Interconnect;
import io.podspan.peeringservice.peering.Reflector;
import io.podspan.peeringservice.peering.change.RolledOut;
import io.podspan.peeringservice.peering.rollout.Rollout;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;

/**
 * A cluster that one interconnect has joined, between two rollouts. Pure.
 *
 * @param rolledOut the rollouts that say what is there, newest first; all have ended
 * @param reflectors that all of its nodes peer with
 */
record Joined(
    Interconnect interconnect,
    Cluster cluster,
    List<Rollout> rolledOut,
    List<Reflector> reflectors) {
  /**
   * @param written what its rollouts wrote, the oldest first
   */
  List<Drift> drift(Standing standing, List<RouterChange> written) {
    return standing.drift(aim(cluster), written);
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
        List.of(),
        reflectors,
        List.of(),
        List.of(),
        interconnect.routers());
  }
}
