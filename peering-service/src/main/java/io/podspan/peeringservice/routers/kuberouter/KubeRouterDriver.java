package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.DisruptionBudgets;
import io.podspan.peeringservice.kubernetes.NodeChecks;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.Held;
import io.podspan.peeringservice.peering.router.RouterOutcome.NotReady;
import io.podspan.peeringservice.peering.router.RouterOutcome.NotRunning;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restartable;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterOutcome.Running;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import io.podspan.peeringservice.peering.router.RouterPod;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.SourceRules;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * kube-router: flags of a DaemonSet's container. Pods read them only when they start. Before the
 * first change the update strategy becomes OnDelete, and it stays so until all pods are renewed.
 * Until then a pod restarts only when its node's turn comes.
 */
public final class KubeRouterDriver implements RouterDriver {
  static final RouterKind KIND = new RouterKind("kube-router");

  private static final Logger LOG = Logger.getLogger(KubeRouterDriver.class);

  /** How many nodes a sentence names. */
  private static final int NODES_SHOWN = 5;

  /** A change of the status raises the resource version too, so a patch may fail by chance. */
  private static final int ATTEMPTS = 5;

  private final DaemonSets daemonSets;
  private final DaemonSetPatches patches;
  private final RouterPods pods;
  private final NodeChecks nodes;
  private final NodeScripts scripts;
  private final DisruptionBudgets budgets;

  public KubeRouterDriver(ClusterCalls calls) {
    daemonSets = new DaemonSets(calls);
    patches = new DaemonSetPatches(calls);
    pods = new RouterPods(calls);
    nodes = new NodeChecks(calls);
    scripts = new NodeScripts(calls);
    budgets = new DisruptionBudgets(calls);
  }

  @Override
  public RouterKind kind() {
    return KIND;
  }

  @Override
  public Detection detect(Access access) {
    return KubeRouterDetection.detect(daemonSets.all(access));
  }

  @Override
  public Optional<Set<String>> nodesWithRouter(Access access) {
    return KubeRouterDetection.routers(daemonSets.all(access)).stream()
        .findFirst()
        .flatMap(set -> pods.nodes(access, set));
  }

  @Override
  public RouterReading read(Access access) {
    RouterDaemonSet set = withWriters(access, found(access));
    return FlagReading.of(
        set, pods.allReadable(access, set), budgets.of(access, set.namespace(), set.podLabels()));
  }

  @Override
  public Standing standing(Access access) {
    DaemonSets.Found all = daemonSets.search(access);
    Optional<RouterDaemonSet> set = KubeRouterDetection.routers(all.sets()).stream().findFirst();
    if (set.isEmpty() && !all.everywhere()) {
      throw new ClusterFaultException(KubeRouterDetection.noRouter(all.sets()));
    }
    return new FlagStanding(set.map(found -> withWriters(access, found)));
  }

  /** A list does not say who wrote what. Without the right to get the object, nobody is named. */
  private RouterDaemonSet withWriters(Access access, RouterDaemonSet listed) {
    return daemonSets
        .getOptional(access, listed.namespace(), listed.name())
        .flatMap(RouterDaemonSet::find)
        .orElse(listed);
  }

  private RouterDaemonSet found(Access access) {
    List<DaemonSet> all = daemonSets.all(access);
    return KubeRouterDetection.routers(all).stream()
        .findFirst()
        .orElseThrow(() -> new ClusterFaultException(KubeRouterDetection.noRouter(all)));
  }

  private RouterDaemonSet daemonSet(Access access, FlagChange change) {
    return RouterDaemonSet.of(daemonSets.get(access, change.namespace(), change.daemonSet()));
  }

  @Override
  public List<RouterPod> pods(Access access) {
    RouterDaemonSet set = found(access);
    return pods.all(access, set).stream()
        .filter(RouterPods::runs)
        .map(
            pod ->
                new RouterPod(
                    pod.getSpec().getNodeName(),
                    pod.getMetadata().getNamespace(),
                    pod.getMetadata().getName(),
                    set.container().getName()))
        .toList();
  }

  @Override
  public Optional<String> keepSource(Access access, Set<String> nodes, SourceRules rules) {
    return scripts
        .run(access, nodes, pods(access), SourceRuleScript.command(rules))
        .map(why -> "The rules that keep pod addresses: " + why);
  }

  @Override
  public Optional<String> removeRoutes(Access access, Set<String> nodes, LeftRoutes routes) {
    return scripts.run(access, nodes, pods(access), RouteSweepScript.command(routes));
  }

  @Override
  public List<Right> rights(Access access) {
    RouterDaemonSet set = found(access);
    String namespace = set.namespace();
    return List.of(
        new Right("get", "apps", "daemonsets", namespace, set.name()),
        new Right("patch", "apps", "daemonsets", namespace, set.name()),
        new Right("list", "apps", "controllerrevisions", namespace),
        new Right("list", "", "pods", namespace),
        new Right("delete", "", "pods", namespace),
        new Right("get", "", "nodes", ""));
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    return write(access, FlagChange.of(change));
  }

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    return write(access, FlagChange.of(change).reversed());
  }

  private RouterOutcome.OfWrite write(Access access, FlagChange change) {
    String lastWords = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      RouterDaemonSet set = daemonSet(access, change);
      if (set.flags().equals(change.wanted())) {
        return new Applied();
      }
      if (!set.flags().equals(change.former())) {
        return new Conflict("the flags of " + set.shown() + " changed since they were read");
      }
      try {
        Optional<Refused> refused = patches.rehearse(access, set, change.wanted());
        if (refused.isPresent()) {
          return refused.get();
        }
        RouterDaemonSet held = set.onDelete() ? set : patches.hold(access, set);
        patches.setFlags(access, held, change.wanted());
        return new Applied();
      } catch (ClusterCalls.ConflictException e) {
        lastWords = e.words();
      }
    }
    return new Conflict(lastWords);
  }

  @Override
  public Optional<String> written(Access access, RouterChange change) {
    return Optional.of(TemplateText.of(daemonSet(access, FlagChange.of(change))));
  }

  @Override
  public List<String> nodesWith(Access access, Map<String, String> labels) {
    return nodes.labelled(access, labels);
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    Optional<RouterOutcome.OfNode> objection = nodes.objection(access, node);
    return objection.isPresent() ? objection.get() : checkPod(access, FlagChange.of(change), node);
  }

  private RouterOutcome.OfCheck checkPod(Access access, FlagChange change, String node) {
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
    if (!pods.isCurrent(access, set, pod)) {
      return new Restartable(pod.getMetadata().getName(), pod.getMetadata().getUid());
    }
    return RouterPods.isReady(pod) ? new UpToDate() : new NotReady(RouterPods.whyNotReady(pod));
  }

  /** A pod on a node that is away does neither end nor start. */
  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String name, String uid) {
    RouterOutcome.OfRestart restarted = restartPod(access, change, node, name, uid);
    if (restarted instanceof Running) {
      return restarted;
    }
    Optional<RouterOutcome.OfNode> objection = nodes.objection(access, node);
    return objection.isPresent() ? objection.get() : restarted;
  }

  private RouterOutcome.OfRestart restartPod(
      Access access, RouterChange change, String node, String name, String uid) {
    RouterDaemonSet set = daemonSet(access, FlagChange.of(change));
    List<Pod> there = pods.allOn(access, set, node);
    Optional<Pod> former =
        there.stream().filter(p -> uid.equals(p.getMetadata().getUid())).findFirst();
    if (former.isPresent()) {
      if (former.get().getMetadata().getDeletionTimestamp() == null) {
        pods.delete(access, set.namespace(), name, uid);
      }
      return new NotRunning("the pod " + name + " is still terminating");
    }
    Optional<Pod> successor =
        there.stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).findFirst();
    if (successor.isEmpty()) {
      return new NotRunning("the node has no kube-router pod");
    }
    Pod pod = successor.get();
    if (!RouterPods.isReady(pod)) {
      return new NotRunning(RouterPods.whyNotReady(pod));
    }
    return pods.isCurrent(access, set, pod)
        ? new Running(pod.getMetadata().getName())
        : new NotRunning(
            "the pod " + pod.getMetadata().getName() + " does not have the newest flags");
  }

  /**
   * Gives the DaemonSet its own update strategy back. If a pod is not renewed yet the strategy
   * stays OnDelete, because a rolling update would restart that pod, and the rollout tries again.
   */
  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      RouterDaemonSet set = daemonSet(access, FlagChange.of(change));
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
      try {
        patches.release(access, set);
        return new Restored();
      } catch (ClusterCalls.ConflictException e) {
        LOG.debugf("the update strategy could not be restored, next attempt: %s", e.words());
      }
    }
    return new Held(
        "The update strategy of "
            + FlagChange.of(change).namespace()
            + "/"
            + FlagChange.of(change).daemonSet()
            + " could not be restored: the DaemonSet changes all the time.",
        "Find out who changes it. It is tried again; its own strategy is "
            + FlagChange.of(change).strategy()
            + ".");
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
