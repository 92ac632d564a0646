package io.podspan.peeringservice.routers.kuberouter;

import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.DisruptionBudgets;
import io.podspan.peeringservice.kubernetes.NodeChecks;
import io.podspan.peeringservice.kubernetes.RightsReview;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.LeftRoutes;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterOutcome.Running;
import io.podspan.peeringservice.peering.router.RouterPod;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.SourceRules;
import io.podspan.peeringservice.peering.router.Standing;
import io.podspan.peeringservice.peering.router.Touched;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * kube-router: flags of a DaemonSet's container. Pods read them only when they start. Before the
 * first change the update strategy becomes OnDelete, and it stays so until all pods are renewed.
 * Until then a pod restarts only when its node's turn comes.
 */
public final class KubeRouterDriver implements RouterDriver {
  static final RouterKind KIND = new RouterKind("kube-router");

  /** Needed only where peers are in annotations. */
  private static final Right ANNOTATE = new Right("patch", "", "nodes", "");

  private final DaemonSets daemonSets;
  private final RouterPods pods;
  private final NodeChecks nodes;
  private final NodeScripts scripts;
  private final DisruptionBudgets budgets;
  private final NodePeerWrites annotations;
  private final AnnotatedNodes nodePeers;
  private final FlagWrites writes;
  private final RouterSecrets secrets;
  private final RightsReview review;
  private final RouterTurns turns;
  private final UpdateStrategies strategies;

  public KubeRouterDriver(ClusterCalls calls, BgpKeys keys) {
    daemonSets = new DaemonSets(calls);
    pods = new RouterPods(calls);
    nodes = new NodeChecks(calls);
    scripts = new NodeScripts(calls);
    budgets = new DisruptionBudgets(calls);
    annotations = new NodePeerWrites(calls);
    nodePeers = new AnnotatedNodes(annotations);
    review = new RightsReview(calls);
    turns = new RouterTurns(daemonSets, pods, nodePeers);
    secrets = new RouterSecrets(calls);
    DaemonSetPatches patches = new DaemonSetPatches(calls);
    writes = new FlagWrites(daemonSets, patches, nodePeers, secrets, keys);
    strategies = new UpdateStrategies(daemonSets, patches, pods);
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
        set,
        pods.allReadable(access, set),
        budgets.of(access, set.namespace(), set.podLabels()),
        annotations.routed(access),
        access.byHand() ? Boolean.TRUE : review.allows(access, ANNOTATE).orElse(null),
        RouterSecrets.mayWrite(review, access, set.namespace()),
        isSecretGone(access, set));
  }

  @Override
  public Standing standing(Access access) {
    DaemonSets.Found all = daemonSets.search(access);
    Optional<RouterDaemonSet> set = KubeRouterDetection.routers(all.sets()).stream().findFirst();
    if (set.isEmpty() && !all.everywhere()) {
      throw new ClusterFaultException(KubeRouterDetection.noRouter(all.sets()));
    }
    return new FlagStanding(
        set.map(found -> withWriters(access, found)),
        set.isEmpty() || set.get().hasPeersInFlags() ? Map.of() : annotations.routed(access),
        set.filter(found -> isSecretGone(access, found)).isPresent());
  }

  /** A Secret of somebody else is none of our business. */
  private boolean isSecretGone(Access access, RouterDaemonSet set) {
    String mounted = set.mountedSecret();
    return mounted.startsWith(RouterSecrets.PREFIX)
        && secrets.isGone(access, set.namespace(), mounted, PeerPasswords.FIELD);
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
  public List<Remains> remains(Aim leave, List<RouterChange> written) {
    return FlagRemains.of(leave, written);
  }

  @Override
  public List<Touched> touched(RouterChange change) {
    if (!change.driver().equals(FlagChange.DRIVER)) {
      return List.of();
    }
    FlagChange flags = FlagChange.of(change);
    return List.of(
        new Touched("apps", "v1", "DaemonSet", "daemonsets", flags.namespace(), flags.daemonSet()));
  }

  @Override
  public Answer<String> secretsNamespace(Access access) {
    RouterDaemonSet set = found(access);
    return new Answer.Known<>(set.namespace(), "DaemonSet " + set.shown());
  }

  @Override
  public String secretEntry() {
    return PeerPasswords.FIELD;
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
    return writes.apply(access, FlagChange.of(change));
  }

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    return writes.revert(access, FlagChange.of(change));
  }

  @Override
  public Optional<String> written(Access access, RouterChange change) {
    FlagChange flags = FlagChange.of(change);
    return Optional.of(
        TemplateText.of(daemonSet(access, flags)) + nodePeers.foreign(access, flags.annotations()));
  }

  @Override
  public Optional<String> writtenAt(
      Access access, RouterChange change, List<String> done, String node) {
    FlagChange flags = FlagChange.of(change);
    return Optional.of(
        TemplateText.of(daemonSet(access, flags))
            + nodePeers.foreign(access, flags.annotations(), node));
  }

  @Override
  public List<String> nodesWith(Access access, Map<String, String> labels) {
    return nodes.labelled(access, labels);
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    Optional<RouterOutcome.OfNode> objection = nodes.objection(access, node);
    return objection.isPresent()
        ? objection.get()
        : turns.check(access, FlagChange.directed(change), node);
  }

  /** A pod on a node that is away does neither end nor start. */
  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String name, String uid) {
    RouterOutcome.OfRestart restarted =
        turns.restart(access, FlagChange.directed(change), node, name, uid);
    if (restarted instanceof Running) {
      return restarted;
    }
    Optional<RouterOutcome.OfNode> objection = nodes.objection(access, node);
    return objection.isPresent() ? objection.get() : restarted;
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away) {
    FlagChange directed = FlagChange.directed(change);
    List<String> last =
        directed
            .uselessSecret()
            .map(name -> RouterSecrets.commandToRemove(directed.namespace(), name))
            .stream()
            .toList();
    return RouterSecrets.byHand(List.of(), last, () -> restore(access, directed, away));
  }

  private RouterOutcome.OfRestore restore(Access access, FlagChange directed, List<String> away) {
    RouterOutcome.OfRestore strategy = strategies.restore(access, directed);
    if (!(strategy instanceof Restored)) {
      return strategy;
    }
    Optional<RouterOutcome.Held> held = nodePeers.finish(access, directed, away);
    if (held.isPresent()) {
      return held.get();
    }
    directed.uselessSecret().ifPresent(name -> secrets.remove(access, directed.namespace(), name));
    return strategy;
  }
}
