package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.ClusterReading.NodeReading;
import io.podspan.peeringservice.peering.Violation;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Planning;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.List;

/**
 * The flags of kube-router's container. Pods read them only when they start.
 *
 * @param container the container that routes
 * @param field where its flags are: {@code args} or {@code command}
 * @param flags all of that list
 * @param strategy the DaemonSet's own update strategy as JSON; if a rollout of ours has not ended,
 *     the one from before it
 * @param cautions risks of a restart, for people
 */
record FlagReading(
    String daemonSet,
    String container,
    String field,
    List<String> flags,
    String strategy,
    List<Caution> cautions)
    implements RouterReading {
  private static final String ANNOTATION = "kube-router.io/peer";

  FlagReading {
    flags = List.copyOf(flags);
    cautions = List.copyOf(cautions);
  }

  static FlagReading of(RouterDaemonSet set) {
    return new FlagReading(
        set.name(),
        set.container().getName(),
        set.field(),
        set.flags(),
        set.strategy(),
        RestartCautions.of(set));
  }

  @Override
  public Planning plan(Aim aim) {
    try {
      List<String> wanted = PeerFlags.with(flags, aim.wanted());
      wanted = PeerFlags.without(wanted, aim.unwanted());
      FlagChange change =
          new FlagChange(
              DaemonSets.NAMESPACE, daemonSet, container, field, flags, wanted, strategy);
      return new Planned(change.toChange(), cautions);
    } catch (PeerFlags.UnusableFlagsException e) {
      return new Unplannable(
          "The flags of the DaemonSet "
              + DaemonSets.NAMESPACE
              + "/"
              + daemonSet
              + " cannot be changed: "
              + e.getMessage()
              + ".",
          "Correct the --peer-router-* flags of its container " + container + ".");
    }
  }

  @Override
  public List<Violation> obstacles(List<NodeReading> nodes) {
    return nodes.stream()
        .filter(n -> n.annotations().keySet().stream().anyMatch(k -> k.startsWith(ANNOTATION)))
        .map(FlagReading::peersByAnnotation)
        .toList();
  }

  private static Violation peersByAnnotation(NodeReading node) {
    return new Violation(
        "peers-by-annotation",
        "nodes/" + node.name(),
        "The node "
            + node.name()
            + " has BGP peers in its annotations (kube-router.io/peer.*). kube-router ignores them"
            + " once its DaemonSet has peer flags.",
        "Move these peers to the --peer-router-* flags of the DaemonSet first.");
  }
}
