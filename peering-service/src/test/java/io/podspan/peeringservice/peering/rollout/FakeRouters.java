package io.podspan.peeringservice.peering.rollout;

import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.Cluster;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.Samples;
import io.podspan.peeringservice.peering.router.ByHandException;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.FakeReading;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Router pods in memory: flags, and which flags each node's pod was started with. */
final class FakeRouters implements RouterDriver {
  volatile List<String> flags = Samples.FLAGS;
  boolean held;
  boolean unreachable;

  /** Whether a pod that no rollout is about has older flags. */
  boolean outdated;

  /** Whether the strategy waits for the pods of the rollout's own nodes, as kube-router's does. */
  boolean waitsForAll;

  /** Whether routers take the change without a restart, each when its node's part is written. */
  boolean nodeByNode;

  /** Whether they may only be read. */
  boolean byHand;

  /** The nodes whose part was written, in order; those of the way back with a minus. */
  final List<String> written = new ArrayList<>();

  /** The nodes that had no turn when the last restore was made. */
  List<String> away = List.of();

  /** By node, what was swept out of its kernel. */
  final Map<String, LeftRoutes> swept = new HashMap<>();

  /** Why routes cannot be removed, empty if they can. */
  Optional<String> unsweepable = Optional.empty();

  int restores;

  /** The nodes that have the labels of the canary. */
  List<String> labelled = List.of();

  /** How many routers may be away at once; null for no limit. */
  @Nullable Integer mostUnavailable;

  /** How often the strategy was set aside. */
  int holds;

  /** The flags that were written, each time that they changed. */
  final List<List<String>> writes = new ArrayList<>();

  /** All of the object but the flags. */
  String template = "image kube-router:1.0";

  /** Done at each reading, before it. */
  Runnable onRead = () -> {};

  final Map<String, List<String>> running = new ConcurrentHashMap<>();
  final Set<String> broken = new HashSet<>();
  final Set<String> notReady = new HashSet<>();
  final Set<String> withoutPod = new HashSet<>();
  final List<String> restarts = new CopyOnWriteArrayList<>();

  FakeRouters(Cluster cluster) {
    cluster.nodes().forEach(node -> running.put(node.name(), flags));
  }

  private void reach() {
    if (unreachable) {
      throw new ClusterFaultException(new ClusterFault.Unreachable("No answer."));
    }
  }

  @Override
  public RouterKind kind() {
    return Samples.KUBE_ROUTER;
  }

  @Override
  public Detection detect(Access access) {
    throw new UnsupportedOperationException("a rollout does not detect");
  }

  @Override
  public List<Right> rights(Access access) {
    throw new UnsupportedOperationException("a rollout does not ask for rights");
  }

  @Override
  public RouterReading read(Access access) {
    onRead.run();
    reach();
    FakeReading reading = new FakeReading(flags);
    return mostUnavailable == null ? reading : reading.atMost(mostUnavailable);
  }

  @Override
  public List<String> nodesWith(Access access, Map<String, String> labels) {
    return labelled;
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    return write(FakeReading.former(change), FakeReading.wanted(change));
  }

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    return write(FakeReading.wanted(change), FakeReading.former(change));
  }

  private RouterOutcome.OfWrite write(List<String> former, List<String> wanted) {
    reach();
    if (!flags.equals(wanted) && !flags.equals(former)) {
      return new RouterOutcome.Conflict("other flags");
    }
    if (byHand && !flags.equals(wanted)) {
      throw new ByHandException(List.of("patch"));
    }
    if (!held) {
      holds++;
    }
    held = true;
    if (!flags.equals(wanted)) {
      writes.add(wanted);
    }
    flags = wanted;
    return new RouterOutcome.Applied();
  }

  @Override
  public Optional<String> written(Access access, RouterChange change) {
    reach();
    return Optional.of(template + "\n" + String.join("\n", flags));
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    reach();
    if (!running.containsKey(node)) {
      return new RouterOutcome.Gone();
    }
    if (notReady.contains(node)) {
      return away(node);
    }
    if (withoutPod.contains(node)) {
      return new RouterOutcome.NotReady("The node " + node + " has no kube-router pod.");
    }
    if (nodeByNode) {
      return new RouterOutcome.Changeable();
    }
    return flags.equals(running.get(node))
        ? new RouterOutcome.UpToDate()
        : new RouterOutcome.Restartable("pod-" + node, uid(node));
  }

  @Override
  public RouterOutcome.OfChange changeNode(Access access, RouterChange change, String node) {
    reach();
    List<String> wanted = change.back() ? FakeReading.former(change) : FakeReading.wanted(change);
    if (wanted.equals(running.put(node, wanted))) {
      return new RouterOutcome.UpToDate();
    }
    written.add((change.back() ? "-" : "") + node);
    return new RouterOutcome.Changed();
  }

  private static RouterOutcome.Away away(String node) {
    return new RouterOutcome.Away("The node " + node + " is not Ready: kubelet stopped.");
  }

  private String uid(String node) {
    return node + running.get(node).hashCode();
  }

  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String pod, String uid) {
    reach();
    if (notReady.contains(node)) {
      return away(node);
    }
    if (byHand && uid(node).equals(uid)) {
      throw new ByHandException(List.of("delete " + pod));
    }
    if (uid(node).equals(uid)) {
      restarts.add(node);
      running.put(node, flags);
      return new RouterOutcome.NotRunning("the pod is still terminating");
    }
    return broken.contains(node) && !flags.equals(Samples.FLAGS)
        ? new RouterOutcome.NotRunning("the pod " + pod + " is waiting: CrashLoopBackOff")
        : new RouterOutcome.Running("new-" + node);
  }

  @Override
  public Optional<String> removeRoutes(Access access, Set<String> nodes, LeftRoutes routes) {
    if (unsweepable.isEmpty()) {
      nodes.forEach(node -> swept.put(node, routes));
    }
    return unsweepable;
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away) {
    restores++;
    this.away = away;
    reach();
    if (outdated || (waitsForAll && !running.values().stream().allMatch(flags::equals))) {
      return new RouterOutcome.Held("A pod has older flags.", "Delete it.");
    }
    held = false;
    return new RouterOutcome.Restored();
  }
}
