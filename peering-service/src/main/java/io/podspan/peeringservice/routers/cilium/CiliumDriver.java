package io.podspan.peeringservice.routers.cilium;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Node;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.CustomObjects;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.kubernetes.FollowingDriver;
import io.podspan.peeringservice.kubernetes.KeySecrets;
import io.podspan.peeringservice.kubernetes.RightsReview;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.ClusterFault;
import io.podspan.peeringservice.peering.ClusterFaultException;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Answer.Known;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Standing;
import io.podspan.peeringservice.peering.router.Watched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Cilium: objects that its agents follow while they run. Nothing restarts. An object that does not
 * have our label is never touched.
 */
public final class CiliumDriver extends FollowingDriver {
  static final RouterKind KIND = new RouterKind("cilium");

  private static final List<Kind> WRITTEN =
      List.of(CiliumApi.PEER_CONFIG, CiliumApi.ADVERTISEMENT, CiliumApi.CLUSTER_CONFIG);

  private final KeySecrets keys;

  public CiliumDriver(ClusterCalls calls, BgpKeys bgpKeys) {
    super(calls);
    keys = new KeySecrets(calls, bgpKeys);
  }

  @Override
  public RouterKind kind() {
    return KIND;
  }

  @Override
  public Detection detect(Access access) {
    return new CiliumDetection(calls).detect(access, daemonSets.all(access));
  }

  /** A version that is not served costs nothing. */
  @Override
  public List<Watched> watched() {
    List<Watched> watched = new ArrayList<>();
    watched.add(watched("v2", CiliumApi.NODE));
    for (Kind kind : WRITTEN) {
      CiliumApi.VERSIONS.forEach(version -> watched.add(watched(version, kind)));
    }
    CiliumApi.VERSIONS.forEach(version -> watched.add(watched(version, CiliumApi.POD_POOL)));
    return watched;
  }

  private static Watched watched(String version, Kind kind) {
    return new Watched(CiliumApi.GROUP, version, kind.kind(), kind.plural(), "");
  }

  @Override
  public Standing standing(Access access) {
    return new PeeringStanding(reading(access));
  }

  @Override
  public RouterReading read(Access access) {
    return reading(access);
  }

  @Override
  public Answer<String> secretsNamespace(Access access) {
    Answer<String> place = settings(access).secretsNamespace();
    return place.is("") ? new Answer.Unknown<>("Cilium's agents read no Secrets of peers") : place;
  }

  private CiliumSettings settings(Access access) {
    return daemonSets.all(access).stream()
        .map(CiliumDaemonSet::find)
        .flatMap(Optional::stream)
        .findFirst()
        .map(set -> CiliumSettings.read(calls, access, set))
        .orElseThrow(CiliumDriver::noAgents);
  }

  private CiliumReading reading(Access access) {
    CiliumSettings settings = settings(access);
    CiliumApi cilium = CiliumApi.of(calls, access);
    CustomObjects objects = cilium.objects();
    OwnedObjects ours =
        OwnedObjects.of(
            objects.listWithWriters(CiliumApi.PEER_CONFIG),
            objects.listWithWriters(CiliumApi.ADVERTISEMENT));
    return new CiliumReading(
        settings,
        new PeeringPlan(
            objects.list(CiliumApi.CLUSTER_CONFIG).stream().map(ClusterConfig::of).toList(),
            ours,
            labels(access),
            settings,
            mayWriteSecrets(access, settings),
            goneSecrets(access, settings, ours)),
        cilium
            .policies()
            .map(all -> all.stream().map(policy -> policy.getMetadata().getName()).toList()),
        objects.listIfServed(CiliumApi.NODE_OVERRIDE).map(CiliumDriver::identifiers));
  }

  private boolean mayWriteSecrets(Access access, CiliumSettings settings) {
    return !(settings.secretsNamespace() instanceof Known<String>(String namespace, _))
        || namespace.isEmpty()
        || RouterSecrets.mayWrite(new RightsReview(calls), access, namespace);
  }

  private Set<String> goneSecrets(Access access, CiliumSettings settings, OwnedObjects ours) {
    return settings.secretsNamespace() instanceof Known<String>(String namespace, _)
            && !namespace.isEmpty()
        ? keys.gone(access, namespace, ours.secrets().values())
        : Set.of();
  }

  private static ClusterFaultException noAgents() {
    return new ClusterFaultException(
        new ClusterFault.Rejected("No DaemonSet of the cluster runs cilium-agent any more."));
  }

  private Map<String, Map<String, String>> labels(Access access) {
    Map<String, Map<String, String>> labels = new HashMap<>();
    List<Node> all = calls.ask(access, "list", "nodes", client -> ObjectList.whole(client.nodes()));
    all.forEach(
        node ->
            labels.put(
                node.getMetadata().getName(),
                Map.copyOf(
                    Objects.requireNonNullElse(
                        node.getMetadata().getLabels(), Map.<String, String>of()))));
    return labels;
  }

  /** Those of the instance that Podspan makes. */
  private static Map<String, String> identifiers(List<GenericKubernetesResource> overrides) {
    Map<String, String> identifiers = new HashMap<>();
    for (GenericKubernetesResource override : overrides) {
      for (Object one : Fields.list(Spec.field(override, "bgpInstances"))) {
        Map<?, ?> instance = Fields.map(one);
        String id = Fields.text(instance.get("routerID"));
        if (ClusterConfig.OURS.equals(instance.get("name")) && !id.isEmpty()) {
          identifiers.put(override.getMetadata().getName(), id);
        }
      }
    }
    return identifiers;
  }

  @Override
  public List<Right> rights(Access access) {
    List<Right> rights = new ArrayList<>();
    for (Kind kind : WRITTEN) {
      for (String verb : List.of("list", "get", "create", "update", "delete")) {
        rights.add(new Right(verb, CiliumApi.GROUP, kind.plural(), ""));
      }
    }
    for (Kind kind : List.of(CiliumApi.NODE, CiliumApi.NODE_OVERRIDE, CiliumApi.PEERING_POLICY)) {
      rights.add(new Right("list", CiliumApi.GROUP, kind.plural(), ""));
    }
    rights.add(new Right("get", CiliumApi.GROUP, CiliumApi.NODE_CONFIG.plural(), ""));
    rights.add(new Right("get", "", "nodes", ""));
    rights.add(new Right("list", "", "nodes", ""));
    return rights;
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    PeeringChange peerings = PeeringChange.of(change);
    return KeySecrets.byHand(
        peerings.neededKeys(),
        () ->
            keys.write(access, peerings.neededKeys(), change.back())
                .<RouterOutcome.OfWrite>map(refused -> refused)
                .orElseGet(() -> writes(access).write(peerings)));
  }

  private PeeringWrites writes(Access access) {
    return new PeeringWrites(CiliumApi.of(calls, access), new NodeHostnames(calls, access));
  }

  @Override
  public List<String> complaints(Access access, RouterChange change, String node) {
    return new CiliumConditions(CiliumApi.of(calls, access).objects())
        .of(PeeringChange.of(change), node);
  }

  @Override
  protected boolean isNodeByNode(RouterChange change) {
    return PeeringChange.of(change).touchesNodes();
  }

  @Override
  public RouterOutcome.OfChange changeNode(Access access, RouterChange change, String node) {
    return writes(access).write(PeeringChange.of(change), node);
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away) {
    PeeringChange peerings = PeeringChange.of(change);
    RouterOutcome.OfRestore finished = writes(access).finish(peerings, away);
    if (finished instanceof Restored && !peerings.formerKeys().isEmpty()) {
      keys.removeUnused(access, peerings.formerKeys(), namedSecrets(access));
    }
    return finished;
  }

  private Set<String> namedSecrets(Access access) {
    return CiliumApi.of(calls, access).objects().list(CiliumApi.PEER_CONFIG).stream()
        .map(config -> Spec.text(config, "authSecretRef"))
        .collect(Collectors.toSet());
  }
}
