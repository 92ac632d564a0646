package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.peeringservice.kubernetes.Attempts;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Held;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Puts back the update strategy that a rollout set aside. */
final class UpdateStrategies {
  /** How many nodes a sentence names. */
  private static final int NODES_SHOWN = 5;

  private final DaemonSets daemonSets;
  private final DaemonSetPatches patches;
  private final RouterPods pods;

  UpdateStrategies(DaemonSets daemonSets, DaemonSetPatches patches, RouterPods pods) {
    this.daemonSets = daemonSets;
    this.patches = patches;
    this.pods = pods;
  }

  /**
   * Gives the DaemonSet its own update strategy back. If a pod is not renewed yet the strategy
   * stays OnDelete, because a rolling update would restart that pod, and the rollout tries again.
   */
  RouterOutcome.OfRestore restore(Access access, FlagChange change) {
    return Attempts.of(
        () -> attempt(access, change),
        words ->
            new Held(
                "The update strategy of "
                    + change.namespace()
                    + "/"
                    + change.daemonSet()
                    + " could not be restored: "
                    + words
                    + ".",
                "Find out who changes the DaemonSet. It is tried again; its own strategy is "
                    + change.strategy()
                    + "."));
  }

  private RouterOutcome.OfRestore attempt(Access access, FlagChange change) {
    RouterDaemonSet set =
        RouterDaemonSet.of(daemonSets.get(access, change.namespace(), change.daemonSet()));
    if (!set.annotations().containsKey(RouterDaemonSet.FORMER_STRATEGY)) {
      return new Restored();
    }
    if (!set.observed()) {
      return new Held(
          "The DaemonSet " + set.shown() + " has flags that its controller has not seen yet.",
          "Check that the cluster's controller manager runs.");
    }
    List<Pod> outdated = pods.outdated(access, set);
    if (!outdated.isEmpty()) {
      return held(set, outdated);
    }
    patches.release(access, set);
    return new Restored();
  }

  private static Held held(RouterDaemonSet set, List<Pod> outdated) {
    String nodes =
        outdated.stream()
            .map(pod -> pod.getSpec().getNodeName())
            .filter(Objects::nonNull)
            .sorted()
            .limit(NODES_SHOWN)
            .collect(Collectors.joining(", "));
    String more = outdated.size() > NODES_SHOWN ? " and others" : "";
    return new Held(
        "The DaemonSet "
            + set.shown()
            + " keeps the update strategy OnDelete, because the router pods on "
            + nodes
            + more
            + " run with older flags.",
        "Bring these nodes back, or delete their router pods or the nodes. The update strategy is"
            + " restored by itself then.");
  }
}
