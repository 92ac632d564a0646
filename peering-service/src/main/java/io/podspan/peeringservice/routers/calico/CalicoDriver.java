package io.podspan.peeringservice.routers.calico;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.CustomObjects.Kind;
import io.podspan.peeringservice.kubernetes.FollowingDriver;
import io.podspan.peeringservice.kubernetes.KeySecrets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.RouterKind;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.Caution;
import io.podspan.peeringservice.peering.router.Detection;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Remains;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.RouterNote;
import io.podspan.peeringservice.peering.router.RouterNote.Check;
import io.podspan.peeringservice.peering.router.RouterOutcome;
import io.podspan.peeringservice.peering.router.RouterOutcome.Restored;
import io.podspan.peeringservice.peering.router.RouterPod;
import io.podspan.peeringservice.peering.router.RouterReading;
import io.podspan.peeringservice.peering.router.Standing;
import io.podspan.peeringservice.peering.router.Touched;
import io.podspan.peeringservice.peering.router.Watched;
import io.podspan.peeringservice.routers.calico.CalicoApi.Group;
import io.podspan.peeringservice.routers.calico.CalicoDaemonSet.Backend.Unreadable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Calico: objects that its routers follow while they run. Nothing restarts. Each node has a BGPPeer
 * of its own from its turn to the end of the rollout; then one of all nodes takes their place. An
 * object that does not have our label is never touched.
 */
public final class CalicoDriver extends FollowingDriver {
  static final RouterKind KIND = new RouterKind("calico");

  /** More reflectors than an interconnect has. */
  private static final int TOUCHED = 4;

  /** What detection reads, and what we write. */
  private static final List<Kind> READ =
      List.of(
          CalicoApi.PEER,
          CalicoApi.POOL,
          CalicoApi.FILTER,
          CalicoApi.AFFINITY,
          CalicoApi.CONFIGURATION);

  private static final List<RouterNote> NOTES =
      List.of(
          RouterNote.pass(
              Check.GRACEFUL_RESTART, "Calico takes peers while it runs. No router restarts."),
          RouterNote.pass(
              Check.POD_SOURCE_ADDRESS,
              "Podspan adds a disabled IPPool for each CIDR of the other clusters, so Calico does"
                  + " not masquerade traffic to them (natOutgoing)."),
          RouterNote.pass(Check.ROUTER_IMAGE, "No router restarts, so none is replaced."));

  private final CalicoKeys keys;

  public CalicoDriver(ClusterCalls calls, BgpKeys bgpKeys) {
    super(calls);
    keys = new CalicoKeys(calls, bgpKeys);
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
    return Stream.of(CalicoApi.Group.values())
        .flatMap(group -> READ.stream().map(kind -> watched(group, kind)))
        .toList();
  }

  /** A kind that is not served costs nothing. */
  private static Watched watched(Group group, Kind kind) {
    return new Watched(group.group(), group.version(), kind.kind(), kind.plural(), "");
  }

  @Override
  public List<RouterPod> pods(Access access) {
    return daemonSets.all(access).stream()
        .map(CalicoDaemonSet::find)
        .flatMap(Optional::stream)
        .flatMap(set -> CalicoPods.running(calls, access, set).stream())
        .toList();
  }

  @Override
  public RouterReading read(Access access) {
    CalicoApi calico = CalicoApi.of(calls, access);
    Optional<GenericKubernetesResource> configuration =
        calico.named(CalicoApi.CONFIGURATION, ServiceRanges.NAME);
    return new CalicoReading(
        objects(access, calico, configuration),
        configuration,
        daemonSets.all(access).stream()
            .map(CalicoDaemonSet::find)
            .flatMap(Optional::stream)
            .findFirst()
            .map(set -> CalicoRouterId.of(set.container()))
            .orElseGet(CalicoRouterId::unread),
        new ServiceRights(calls).mayAnnounce(access, calico.group()));
  }

  /** Its filter and its pools have their addresses. */
  @Override
  public boolean followsOthers() {
    return true;
  }

  @Override
  public Standing standing(Access access) {
    CalicoApi calico = CalicoApi.of(calls, access);
    List<GenericKubernetesResource> peers = calico.listWithWriters(CalicoApi.PEER);
    return new ObjectStanding(
        calico.group(),
        peers,
        calico.listWithWriters(CalicoApi.POOL),
        Filtering.ours(calico),
        calico.named(CalicoApi.CONFIGURATION, ServiceRanges.NAME),
        keys.seen(access, peers.stream().map(BgpPeer::of).toList()));
  }

  private ObjectReading objects(
      Access access, CalicoApi calico, Optional<GenericKubernetesResource> configuration) {
    List<ObjectReading.Pool> pools =
        calico.list(CalicoApi.POOL).stream().map(ObjectReading.Pool::of).toList();
    List<RouterNote> notes = new ArrayList<>(NOTES);
    notes.add(PoolNotes.announced(pools));
    List<BgpPeer> peers = calico.list(CalicoApi.PEER).stream().map(BgpPeer::of).toList();
    return new ObjectReading(
        peers,
        pools,
        new NodeLabels(calls, access).all(),
        notes,
        cautions(access),
        keys.place(access, peers),
        Filtering.of(calico, configuration));
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
  public List<Remains> remains(Aim leave, List<RouterChange> written) {
    return ObjectRemains.of(leave, written);
  }

  /** In the group of Calico's own objects, where most clusters serve them. */
  @Override
  public List<Touched> touched(RouterChange change) {
    ObjectChange objects = ObjectChange.of(change);
    return Stream.concat(
            objects.createdPeers().stream()
                .limit(TOUCHED)
                .map(peer -> touched(CalicoApi.PEER, peer.name())),
            Stream.ofNullable(objects.services())
                .map(_ -> touched(CalicoApi.CONFIGURATION, ServiceRanges.NAME)))
        .toList();
  }

  private static Touched touched(Kind kind, String name) {
    return new Touched(
        Group.OWN.group(), Group.OWN.version(), kind.kind(), kind.plural(), "", name);
  }

  @Override
  public Answer<String> secretsNamespace(Access access) {
    return keys.found(access)
        .<Answer<String>>map(
            place -> new Answer.Known<>(place.namespace(), "DaemonSet calico-node"))
        .orElseGet(() -> new Answer.Unknown<>("no DaemonSet calico-node was found"));
  }

  @Override
  public List<Right> rights(Access access) {
    CalicoApi calico = CalicoApi.of(calls, access);
    String group = calico.group().group();
    List<Right> rights = new ArrayList<>();
    for (Kind kind : List.of(CalicoApi.PEER, CalicoApi.POOL)) {
      for (String verb : List.of("list", "get", "create", "delete")) {
        rights.add(new Right(verb, group, kind.plural(), ""));
      }
    }
    if (calico.hasFilters()) {
      for (String verb : List.of("list", "get", "create", "update", "delete")) {
        rights.add(new Right(verb, group, CalicoApi.FILTER.plural(), ""));
      }
    }
    rights.add(new Right("get", "", "nodes", ""));
    rights.add(new Right("list", "", "nodes", ""));
    return rights;
  }

  @Override
  public RouterOutcome.OfWrite apply(Access access, RouterChange change) {
    ObjectChange objects = ObjectChange.of(change);
    return KeySecrets.byHand(
        objects.neededKeys(),
        () ->
            keys.write(access, objects, change.back())
                .<RouterOutcome.OfWrite>map(refused -> refused)
                .orElseGet(() -> writes(access).write(objects)));
  }

  private ObjectWrites writes(Access access) {
    return new ObjectWrites(CalicoApi.of(calls, access), new NodeLabels(calls, access));
  }

  /** On the way back the objects go one by one, and nothing of theirs is to be as it was. */
  @Override
  public Optional<String> written(Access access, RouterChange change, List<String> done) {
    if (change.back()) {
      return Optional.empty();
    }
    CalicoApi calico = CalicoApi.of(calls, access);
    ObjectText text =
        new ObjectText(
            calico.group(),
            calico.list(CalicoApi.PEER),
            calico.list(CalicoApi.POOL),
            calico.listOptional(CalicoApi.FILTER),
            calico.named(CalicoApi.CONFIGURATION, ServiceRanges.NAME),
            done);
    return Optional.of(text.of(ObjectChange.of(change)));
  }

  @Override
  protected boolean isNodeByNode(RouterChange change) {
    return ObjectChange.of(change).isNodeByNode();
  }

  @Override
  public RouterOutcome.OfChange changeNode(Access access, RouterChange change, String node) {
    ObjectChange objects = ObjectChange.of(change);
    return KeySecrets.byHand(objects.neededKeys(), () -> writes(access).write(objects, node));
  }

  @Override
  public RouterOutcome.OfRestore restore(Access access, RouterChange change, List<String> away) {
    ObjectChange objects = ObjectChange.of(change);
    RouterOutcome.OfRestore finished = writes(access).finish(objects, away);
    if (finished instanceof Restored) {
      keys.removeUnused(access, objects);
    }
    return finished;
  }
}
