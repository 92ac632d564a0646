package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.RouterChange;
import io.podspan.peeringservice.peering.RouterChange.FlagChange;
import io.podspan.peeringservice.peering.RouterReading;
import io.podspan.peeringservice.peering.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** kube-router pods in memory: flags, and which flags each node's pod was started with. */
final class FakeRouters implements RouterControl {
  List<String> flags = Samples.FLAGS;
  boolean held;
  boolean unreachable;
  final Map<String, List<String>> running = new HashMap<>();
  final Set<String> broken = new HashSet<>();
  final Set<String> notReady = new HashSet<>();
  final List<String> restarts = new ArrayList<>();

  FakeRouters(Cluster cluster) {
    cluster.nodes().forEach(node -> running.put(node.name(), flags));
  }

  private void reach() {
    if (unreachable) {
      throw new ClusterFaultException(new ClusterFault.Unreachable("No answer."));
    }
  }

  @Override
  public RouterReading router(Cluster cluster) {
    reach();
    return Samples.flags(flags);
  }

  @Override
  public Observed apply(Cluster cluster, RouterChange change) {
    reach();
    FlagChange wanted = (FlagChange) change;
    if (!flags.equals(wanted.wanted()) && !flags.equals(wanted.former())) {
      return new Observed.Conflict("other flags");
    }
    held = true;
    flags = wanted.wanted();
    return new Observed.Applied();
  }

  @Override
  public Observed checkNode(Cluster cluster, RouterChange change, String node) {
    reach();
    if (notReady.contains(node)) {
      return new Observed.NotReady("The node " + node + " is not Ready: kubelet stopped.");
    }
    return flags.equals(running.get(node))
        ? new Observed.UpToDate()
        : new Observed.Restartable("pod-" + node, uid(node));
  }

  private String uid(String node) {
    return node + running.get(node).hashCode();
  }

  @Override
  public Observed restartPod(
      Cluster cluster, RouterChange change, String node, String pod, String uid) {
    reach();
    if (uid(node).equals(uid)) {
      restarts.add(node);
      running.put(node, flags);
      return new Observed.NotRunning("the pod is still ending");
    }
    return broken.contains(node) && !flags.equals(Samples.FLAGS)
        ? new Observed.NotRunning("the pod " + pod + " is waiting: CrashLoopBackOff")
        : new Observed.Running("new-" + node);
  }

  @Override
  public Observed restore(Cluster cluster, RouterChange change) {
    reach();
    held = false;
    return new Observed.Restored();
  }
}
