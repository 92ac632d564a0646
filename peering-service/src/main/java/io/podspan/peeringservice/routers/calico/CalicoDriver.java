package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.podspan.clusteraccess.ObjectList;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.NodeChecks;
import io.podspan.peeringservice.kubernetes.Spec;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterDriver;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Applied;
import io.podspan.peeringservice.peering.router.RouterOutcome.Conflict;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterOutcome.Running;
import io.podspan.peeringservice.peering.router.RouterOutcome.UpToDate;
import io.podspan.peeringservice.peering.router.RouterPod;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Watched;
import io.podspan.peeringservice.routers.calico.CalicoApi.Kind;
import io.podspan.peeringservice.routers.calico.CalicoDaemonSet.Backend.Unreadable;
import io.podspan.peeringservice.routers.calico.CalicoObject.PeerObject;
import io.podspan.peeringservice.routers.calico.CalicoObject.PoolObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Calico: objects that its routers follow while they run. Nothing restarts. An object that does not
 * have our label is never touched.
 */
public final class CalicoDriver implements RouterDriver {
  static final RouterKind KIND = new RouterKind("calico");

  private static final List<RouterNote> NOTES =
      List.of(
          RouterNote.pass(
              Check.GRACEFUL_RESTART, "Calico takes peers while it runs. No router restarts."),
          RouterNote.pass(Check.PODS_ANNOUNCED, "BIRD announces the blocks of its nodes."),
          RouterNote.pass(
              Check.POD_SOURCE_ADDRESS,
              "Podspan adds a disabled IPPool for each CIDR of the other clusters, so Calico does"
                  + " not masquerade traffic to them (natOutgoing)."),
          RouterNote.pass(Check.ROUTER_IMAGE, "No router restarts, so none is replaced."));

  private final ClusterCalls calls;
  private final CalicoApi calico;
  private final DaemonSets daemonSets;
  private final NodeChecks nodes;

  public CalicoDriver(ClusterCalls calls) {
    this.calls = calls;
    calico = new CalicoApi(calls);
    daemonSets = new DaemonSets(calls);
    nodes = new NodeChecks(calls);
  }

  @Override
  public RouterKind kind() {
    return KIND;
  }

  @Override
  public Detection detect(Access access) {
    return new CalicoDetection(calls).detect(access, daemonSets.all(access));
  }

  @Override
  public List<Watched> watched() {
    return Stream.of(CalicoApi.POOL, CalicoApi.AFFINITY, CalicoApi.CONFIGURATION)
        .map(kind -> new Watched(CalicoApi.GROUP, "v1", kind.kind(), kind.plural(), ""))
        .toList();
  }

  @Override
  public List<RouterPod> pods(Access access) {
    return daemonSets.all(access).stream()
        .map(CalicoDaemonSet::find)
        .flatMap(Optional::stream)
        .flatMap(set -> pods(access, set).stream())
        .toList();
  }

  private List<RouterPod> pods(Access access, CalicoDaemonSet set) {
    return calls.ask(
        access,
        "list",
        "pods in " + set.namespace(),
        client ->
            ObjectList.read(
                client
                    .pods()
                    .inNamespace(set.namespace())
                    .withLabelSelector(set.object().getSpec().getSelector()),
                pod -> running(set, pod),
                pod -> pod.node().length() + pod.name().length()));
  }

  /** Null unless it runs on a node. */
  private static @Nullable RouterPod running(CalicoDaemonSet set, Pod pod) {
    boolean runs =
        pod.getSpec() != null
            && pod.getSpec().getNodeName() != null
            && pod.getMetadata().getDeletionTimestamp() == null
            && pod.getStatus() != null
            && "Running".equals(pod.getStatus().getPhase());
    return runs
        ? new RouterPod(
            pod.getSpec().getNodeName(),
            set.namespace(),
            pod.getMetadata().getName(),
            set.container().getName())
        : null;
  }

  @Override
  public RouterReading read(Access access) {
    return new ObjectReading(
        calico.list(access, CalicoApi.PEER).stream().map(BgpPeer::of).toList(),
        calico.list(access, CalicoApi.POOL).stream().map(ObjectReading.Pool::of).toList(),
        NOTES,
        cautions(access));
  }

  /** What cannot be read is not taken as absent: whether BIRD runs at all. */
  private List<Caution> cautions(Access access) {
    CalicoDetection detection = new CalicoDetection(calls);
    return daemonSets.all(access).stream()
        .map(CalicoDaemonSet::find)
        .flatMap(Optional::stream)
        .map(set -> detection.backend(access, set))
        .filter(Unreadable.class::isInstance)
        .map(Unreadable.class::cast)
        .map(
            unreadable ->
                new Caution(
                    "calico-backend-unknown",
                    "It is not known whether Calico runs BIRD: " + unreadable.why() + ".",
                    "Grant the right to get this ConfigMap, or make sure that Calico uses BGP."))
        .toList();
  }

  @Override
  public List<Right> rights(Access access) {
    return List.of(
        new Right("list", CalicoApi.GROUP, "bgppeers", ""),
        new Right("get", CalicoApi.GROUP, "bgppeers", ""),
        new Right("create", CalicoApi.GROUP, "bgppeers", ""),
        new Right("delete", CalicoApi.GROUP, "bgppeers", ""),
        new Right("list", CalicoApi.GROUP, "ippools", ""),
        new Right("get", CalicoApi.GROUP, "ippools", ""),
        new Right("create", CalicoApi.GROUP, "ippools", ""),
        new Right("delete", CalicoApi.GROUP, "ippools", ""),
        new Right("get", "", "nodes", ""));
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    return write(access, ObjectChange.of(change));
  }

  @Override
  public RouterOutcome.OfWrite revert(Access access, RouterChange change) {
    return write(access, ObjectChange.of(change).reversed());
  }

  /**
   * Creates pools before peers, and deletes them after the peers. When the first route arrives, the
   * pool already makes its traffic keep the source address.
   */
  private RouterOutcome.OfWrite write(Access access, ObjectChange change) {
    try {
      for (CalicoObject object : change.deleted()) {
        delete(access, object);
      }
      for (CalicoObject object : change.created().reversed()) {
        Optional<Refused> refused = create(access, object);
        if (refused.isPresent()) {
          return refused.get();
        }
      }
      return new Applied();
    } catch (ClusterCalls.ConflictException e) {
      return new Conflict(e.words());
    }
  }

  private void delete(Access access, CalicoObject object) {
    Kind kind = kind(object);
    if (calico.named(access, kind, object.name()).filter(CalicoDriver::isOurs).isPresent()) {
      calico.delete(access, kind, object.name());
    }
  }

  private Optional<Refused> create(Access access, CalicoObject object) {
    Kind kind = kind(object);
    Optional<GenericKubernetesResource> present = calico.named(access, kind, object.name());
    if (present.isEmpty()) {
      calico.create(access, kind, resource(kind, object));
      return Optional.empty();
    }
    if (isOurs(present.get()) && matches(present.get(), object)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refused(
            "There is another " + kind.kind() + " named " + object.name() + ".",
            "Delete or rename it, then retry."));
  }

  private static boolean isOurs(GenericKubernetesResource object) {
    return CalicoApi.interconnect(object).isPresent();
  }

  private static boolean matches(GenericKubernetesResource present, CalicoObject wanted) {
    return switch (wanted) {
      case PeerObject peer ->
          peer.peerIp().equals(BgpPeer.of(present).endpoint())
              && BgpPeer.of(present).asn().equals(Optional.of(peer.asn()))
              && BgpPeer.of(present).particulars().isEmpty();
      case PoolObject pool -> pool.cidr().equals(Spec.field(present, "cidr"));
    };
  }

  private static Kind kind(CalicoObject object) {
    return switch (object) {
      case PeerObject _ -> CalicoApi.PEER;
      case PoolObject _ -> CalicoApi.POOL;
    };
  }

  private static GenericKubernetesResource resource(Kind kind, CalicoObject object) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(CalicoApi.GROUP + "/v1")
        .withKind(kind.kind())
        .withNewMetadata()
        .withName(object.name())
        .addToLabels(CalicoApi.OURS, object.interconnect())
        .addToLabels("app.kubernetes.io/managed-by", "podspan")
        .endMetadata()
        .addToAdditionalProperties("spec", spec(object))
        .build();
  }

  private static Map<String, Object> spec(CalicoObject object) {
    return switch (object) {
      case PeerObject peer -> Map.of("peerIP", peer.peerIp(), "asNumber", peer.asn());
      case PoolObject pool ->
          Map.of(
              "cidr",
              pool.cidr(),
              "disabled",
              true,
              "natOutgoing",
              false,
              "disableBGPExport",
              true);
    };
  }

  @Override
  public RouterOutcome.OfCheck checkNode(Access access, RouterChange change, String node) {
    Optional<RouterOutcome.OfNode> objection = nodes.objection(access, node);
    return objection.isPresent() ? objection.get() : new UpToDate();
  }

  @Override
  public RouterOutcome.OfRestart restartNode(
      Access access, RouterChange change, String node, String pod, String uid) {
    return new Running(pod);
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change) {
    return new Restored();
  }
}
