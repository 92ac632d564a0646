package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.Violation;
import java.util.ArrayList;
import java.util.List;

/** What forbids to have peers in flags, or in annotations of nodes. Pure. */
final class PeerObstacles {
  private PeerObstacles() {}

  /**
   * @param wanted where the peers shall be
   * @param joined whether the cluster has its peers already; then all of them move on request
   */
  static List<Violation> of(
      FlagReading reading, List<NodeReading> nodes, PeersBy wanted, boolean joined) {
    return switch (wanted) {
      case FLAGS -> joined ? List.of() : inAnnotations(reading, nodes);
      case ANNOTATIONS -> byAnnotations(reading, joined);
    };
  }

  /** With peers in its flags it reads none from annotations already, so nothing gets lost. */
  private static List<Violation> inAnnotations(FlagReading reading, List<NodeReading> nodes) {
    return reading.hasPeersInFlags()
        ? List.of()
        : nodes.stream()
            .filter(node -> !PeerAnnotations.only(node.annotations()).isEmpty())
            .map(PeerObstacles::peersByAnnotation)
            .toList();
  }

  private static Violation peersByAnnotation(NodeReading node) {
    return new Violation(
        "peers-by-annotation",
        "nodes/" + node.name(),
        "The node "
            + node.name()
            + " has BGP peers in its annotations (kube-router.io/peers or peer.*). kube-router"
            + " ignores them once its DaemonSet has peer flags.",
        "Declare the interconnect with peersBy: annotations, or move these peers to the"
            + " --peer-router-* flags of the DaemonSet first.");
  }

  private static List<Violation> byAnnotations(FlagReading reading, boolean joined) {
    List<Violation> violations = new ArrayList<>();
    if (reading.hasPeersInFlags() && !joined) {
      violations.add(
          new Violation(
              "peers-by-flags",
              "daemonsets/" + reading.daemonSet(),
              "The DaemonSet "
                  + reading.namespace()
                  + "/"
                  + reading.daemonSet()
                  + " has BGP peers in its flags, and then kube-router ignores the annotations of"
                  + " nodes.",
              "Declare the interconnect with peersBy: flags. Once the cluster is joined, change it"
                  + " to annotations: that moves all peers of the flags. Or take the --peer-router-*"
                  + " flags away first."));
    }
    if (!Boolean.TRUE.equals(reading.mayAnnotate())) {
      violations.add(
          new Violation(
              "nodes-not-patchable",
              "nodes",
              reading.mayAnnotate() == null
                  ? "The API server does not say whether the user of the kubeconfig may patch nodes."
                  : "The user of the kubeconfig may not patch nodes.",
              "Run podspan clusters grant of this version again, or declare the interconnect with"
                  + " peersBy: flags."));
    }
    return violations;
  }
}
