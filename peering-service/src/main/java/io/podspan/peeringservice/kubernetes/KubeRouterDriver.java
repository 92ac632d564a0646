package io.podspan.peeringservice.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cni;
import io.podspan.peeringservice.peering.RouterChange.FlagChange;
import io.podspan.peeringservice.peering.rollout.Observed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * kube-router: flags of a DaemonSet's container, which pods read at their start only. The update
 * strategy is OnDelete from before the first change until all pods are renewed, so that no pod
 * restarts but when its node's turn has come.
 */
@ApplicationScoped
public class KubeRouterDriver {
  private static final Logger LOG = Logger.getLogger(KubeRouterDriver.class);

  /** Status changes bump the resource version too, so a guard may fail for no good reason. */
  private static final int ATTEMPTS = 5;

  private final RouterReader reader;
  private final DaemonSetPatches patches;
  private final RouterPods pods;
  private final NodeChecks nodes;

  @Inject
  public KubeRouterDriver(
      RouterReader reader, DaemonSetPatches patches, RouterPods pods, NodeChecks nodes) {
    this.reader = reader;
    this.patches = patches;
    this.pods = pods;
    this.nodes = nodes;
  }

  Observed apply(Access access, FlagChange change) {
    String lastWords = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      RouterDaemonSet set = reader.daemonSet(access, Cni.KUBE_ROUTER);
      if (set.flags().equals(change.wanted())) {
        return new Observed.Applied();
      }
      if (!set.flags().equals(change.former())) {
        return new Observed.Conflict(
            "the flags of kube-system/kube-router are no longer those that were read");
      }
      try {
        RouterDaemonSet held = set.onDelete() ? set : patches.hold(access, set);
        patches.setFlags(access, held, change.wanted());
        return new Observed.Applied();
      } catch (ClusterCalls.OvertakenException e) {
        lastWords = e.words();
      }
    }
    return new Observed.Conflict(lastWords);
  }

  Observed checkNode(Access access, String node) {
    return nodes.objection(access, node).orElseGet(() -> checkPod(access, node));
  }

  private Observed checkPod(Access access, String node) {
    RouterDaemonSet set = reader.daemonSet(access, Cni.KUBE_ROUTER);
    if (!set.observed()) {
      return new Observed.NotReady(
          "The DaemonSet controller has not taken the new flags of kube-system/kube-router over.");
    }
    Optional<Pod> found = pods.on(access, set, node);
    if (found.isEmpty()) {
      return new Observed.NotReady("The node " + node + " has no kube-router pod.");
    }
    Pod pod = found.get();
    if (!pods.isCurrent(access, set, pod)) {
      return new Observed.Restartable(pod.getMetadata().getName(), pod.getMetadata().getUid());
    }
    return RouterPods.isReady(pod)
        ? new Observed.UpToDate()
        : new Observed.NotReady(RouterPods.whyNotReady(pod));
  }

  Observed restartPod(Access access, String node, String name, String uid) {
    RouterDaemonSet set = reader.daemonSet(access, Cni.KUBE_ROUTER);
    List<Pod> there = pods.allOn(access, set, node);
    Optional<Pod> former =
        there.stream().filter(p -> uid.equals(p.getMetadata().getUid())).findFirst();
    if (former.isPresent()) {
      if (former.get().getMetadata().getDeletionTimestamp() == null) {
        pods.delete(access, name, uid);
      }
      return new Observed.NotRunning("the pod " + name + " is still ending");
    }
    Optional<Pod> successor =
        there.stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).findFirst();
    if (successor.isEmpty()) {
      return new Observed.NotRunning("the node has no kube-router pod");
    }
    Pod pod = successor.get();
    if (!RouterPods.isReady(pod)) {
      return new Observed.NotRunning(RouterPods.whyNotReady(pod));
    }
    return pods.isCurrent(access, set, pod)
        ? new Observed.Running(pod.getMetadata().getName())
        : new Observed.NotRunning(
            "the pod " + pod.getMetadata().getName() + " does not have the newest flags");
  }

  /**
   * Gives the DaemonSet its own strategy back, unless a pod of it is not renewed: a rolling update
   * would restart that one.
   */
  Observed restore(Access access, FlagChange change) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      RouterDaemonSet set = reader.daemonSet(access, Cni.KUBE_ROUTER);
      if (!set.annotations().containsKey(RouterDaemonSet.FORMER_STRATEGY)) {
        return new Observed.Restored();
      }
      List<Pod> outdated =
          pods.all(access, set).stream().filter(p -> !pods.isCurrent(access, set, p)).toList();
      if (!outdated.isEmpty()) {
        LOG.warnf(
            "kube-system/%s keeps the update strategy OnDelete: %d pods of it have older flags",
            change.daemonSet(), outdated.size());
        return new Observed.Restored();
      }
      try {
        patches.release(access, set);
        return new Observed.Restored();
      } catch (ClusterCalls.OvertakenException e) {
        LOG.debugf("restoring the update strategy is tried again: %s", e.words());
      }
    }
    return new Observed.Refusal(
        "The update strategy of kube-system/"
            + change.daemonSet()
            + " could not be restored: it"
            + " changes all the time.",
        "Set spec.updateStrategy back to " + change.strategy() + ".");
  }
}
