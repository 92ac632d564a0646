package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.NotReady;
import io.podspan.peeringservice.peering.router.RouterOutcome.NotRunning;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restartable;
import io.podspan.peeringservice.peering.router.RouterOutcome.Running;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import io.podspan.peeringservice.routers.kuberouter.AnnotationChange.Order;
import java.util.List;
import java.util.Optional;

/** The turn of one node: its router restarts with the newest flags and annotations. */
final class RouterTurns {
  private final DaemonSets daemonSets;
  private final RouterPods pods;
  private final AnnotatedNodes nodePeers;

  RouterTurns(DaemonSets daemonSets, RouterPods pods, AnnotatedNodes nodePeers) {
    this.daemonSets = daemonSets;
    this.pods = pods;
    this.nodePeers = nodePeers;
  }

  private RouterDaemonSet daemonSet(Access access, FlagChange change) {
    return RouterDaemonSet.of(daemonSets.get(access, change.namespace(), change.daemonSet()));
  }

  /** Whether the router of this node has to restart. */
  RouterOutcome.OfCheck check(Access access, FlagChange change, String node) {
    RouterDaemonSet set = daemonSet(access, change);
    if (!set.observed()) {
      return new NotReady(
          "The DaemonSet controller has not seen the new flags of " + set.shown() + " yet.");
    }
    Optional<Pod> found = pods.on(access, set, node);
    if (found.isEmpty()) {
      return new NotReady("The node " + node + " has no kube-router pod.");
    }
    Pod pod = found.get();
    if (!pods.isCurrent(access, set, pod)
        || nodePeers.asksForRestart(access, change, node, pod.getMetadata().getUid())) {
      return new Restartable(pod.getMetadata().getName(), pod.getMetadata().getUid());
    }
    return RouterPods.isReady(pod) ? new UpToDate() : new NotReady(RouterPods.whyNotReady(pod));
  }

  /**
   * Writes the annotations of the node where the change has some, deletes the pod with this uid if
   * it still exists, and looks at its successor.
   */
  RouterOutcome.OfRestart restart(
      Access access, FlagChange change, String node, String name, String uid) {
    RouterDaemonSet set = daemonSet(access, change);
    String renewed;
    try {
      renewed = nodePeers.take(access, change, node, present(access, set, node, uid)).orElse(uid);
    } catch (ClusterCalls.ConflictException e) {
      return new NotRunning("the node changes: " + e.words());
    } catch (UnusablePeersException e) {
      return new NotRunning(e.why());
    }
    List<Pod> there = pods.allOn(access, set, node);
    Optional<Pod> former =
        there.stream().filter(p -> renewed.equals(p.getMetadata().getUid())).findFirst();
    if (former.isPresent()) {
      if (former.get().getMetadata().getDeletionTimestamp() == null) {
        pods.delete(access, set.namespace(), former.get().getMetadata().getName(), renewed);
      }
      return new NotRunning("the pod " + name + " is still terminating");
    }
    return successor(access, change, node, set, there);
  }

  /**
   * The pod that is there now: another one may have started in place of this, without the peers.
   */
  private String present(Access access, RouterDaemonSet set, String node, String uid) {
    List<String> there =
        pods.allOn(access, set, node).stream().map(pod -> pod.getMetadata().getUid()).toList();
    return there.isEmpty() || there.contains(uid) ? uid : there.getFirst();
  }

  private RouterOutcome.OfRestart successor(
      Access access, FlagChange change, String node, RouterDaemonSet set, List<Pod> there) {
    Optional<Pod> successor =
        there.stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).findFirst();
    if (successor.isEmpty()) {
      return new NotRunning("the node has no kube-router pod");
    }
    Pod pod = successor.get();
    if (!RouterPods.isReady(pod)) {
      return new NotRunning(RouterPods.whyNotReady(pod));
    }
    if (!pods.isCurrent(access, set, pod)) {
      return new NotRunning(
          "the pod " + pod.getMetadata().getName() + " does not have the newest flags");
    }
    if (change.writes(Order.NODE_BY_NODE)) {
      try {
        nodePeers.renewed(access, node);
      } catch (ClusterCalls.ConflictException e) {
        return new NotRunning("the node changes: " + e.words());
      }
    }
    return new Running(pod.getMetadata().getName());
  }
}
