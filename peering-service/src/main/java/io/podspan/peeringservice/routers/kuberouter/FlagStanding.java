package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.Node;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.Planning.Planned;
import io.podspan.peeringservice.peering.router.Planning.Unplannable;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Our peers in the flags of kube-router's DaemonSet, or in annotations of its nodes: in the place
 * where any are. Other flags, other peers, and in which order they stand are no matter of ours.
 *
 * @param set empty if there is none any more
 * @param nodes by name; none if the flags name peers
 * @param secretGone whether its pods mount a Secret of ours that is known not to be there
 */
record FlagStanding(
    Optional<RouterDaemonSet> set, Map<String, RoutedNode> nodes, boolean secretGone)
    implements Standing {
  @Override
  public List<Drift> drift(Aim aim, List<RouterChange> written) {
    return set.map(present -> of(present, aim, written)).orElseGet(() -> gone(written));
  }

  private List<Drift> of(RouterDaemonSet set, Aim aim, List<RouterChange> written) {
    Map<String, String> before = uids(written);
    FlagReading reading =
        reading(set, name -> before.containsKey(name) && !isAnother(name, before.get(name)));
    boolean inFlags = set.hasPeersInFlags();
    boolean inNodes = !inFlags && reading.isAnnotated();
    PeersBy by = inFlags ? PeersBy.FLAGS : inNodes ? PeersBy.ANNOTATIONS : aim.wishes().peersBy();
    var metadata = set.object().getMetadata();
    return Drift.of(
        by == PeersBy.FLAGS
            ? "DaemonSet " + set.shown()
            : "annotations of the nodes of DaemonSet " + set.shown(),
        reading.plan(aim.with(new RouterWishes(by, aim.wishes().services()))),
        by == PeersBy.FLAGS
            ? ObjectOwner.changerOf(metadata, RestartNotes.flagsPath(set)).orElse(null)
            : null,
        ObjectOwner.of(metadata).map(ObjectOwner::toOwner).orElse(null));
  }

  /**
   * Flags reach every node. Where they have to change too, that is a drift and comes first. A node
   * that came while the others had their turns is in no document, so it may be another one now.
   */
  @Override
  public List<String> late(Aim aim, List<RouterChange> written, Set<String> done) {
    if (set.isEmpty() || set.get().hasPeersInFlags() || !isByAnnotations(aim, written)) {
      return List.of();
    }
    Map<String, String> before = uids(written);
    Predicate<String> isNew = name -> !done.contains(name) || isAnother(name, before.get(name));
    FlagReading came = reading(set.get(), name -> isNew.test(name) || !before.containsKey(name));
    RouterWishes wishes = new RouterWishes(PeersBy.ANNOTATIONS, aim.wishes().services());
    return switch (came.plan(aim.with(wishes))) {
      case Planned(RouterChange change, _) -> changed(FlagChange.of(change));
      // What is in the way is told by the rollout of these nodes.
      case Unplannable _ ->
          aim.cluster().nodes().stream()
              .map(Node::name)
              .filter(name -> nodes.containsKey(name) && isNew.test(name))
              .toList();
    };
  }

  /**
   * Whether the peers are in annotations, where flags name none. The wish may be another one, where
   * interconnects of the cluster do not agree; somebody may have taken all flags away; and all
   * nodes may be new ones. So two signs of three count.
   */
  private boolean isByAnnotations(Aim aim, List<RouterChange> written) {
    boolean wished = aim.wishes().peersBy() == PeersBy.ANNOTATIONS;
    boolean wrote = wroteAnnotations(written);
    boolean there = set.isPresent() && reading(set.get(), _ -> true).isAnnotated();
    return wished ? wrote || there : wrote && there;
  }

  /** As the last of our changes says that wrote any. */
  private static boolean wroteAnnotations(List<RouterChange> written) {
    return written.reversed().stream()
        .filter(change -> change.driver().equals(FlagChange.DRIVER))
        .flatMap(change -> Stream.ofNullable(FlagChange.of(change).annotations()))
        .findFirst()
        .filter(last -> last.order() != AnnotationChange.Order.LAST)
        .isPresent();
  }

  private static List<String> changed(FlagChange change) {
    boolean only = change.former().equals(change.wanted());
    return change.annotations() == null || !only
        ? List.of()
        : List.copyOf(change.annotations().nodes().keySet());
  }

  private FlagReading reading(RouterDaemonSet present, Predicate<String> which) {
    Map<String, RoutedNode> some = new TreeMap<>(nodes);
    some.keySet().removeIf(which.negate());
    return FlagReading.of(
        present,
        Optional.empty(),
        new Answer.Unknown<>("it was not asked for"),
        some,
        null,
        true,
        secretGone);
  }

  /**
   * Whether the node of this name is not the one of this uid, which is null or empty if unknown.
   */
  private boolean isAnother(String name, @Nullable String uid) {
    RoutedNode node = nodes.get(name);
    return node != null && uid != null && !uid.isEmpty() && !node.uid().equals(uid);
  }

  /** The nodes whose annotations were written, and their uids then; empty where not known. */
  private static Map<String, String> uids(List<RouterChange> written) {
    Map<String, String> uids = new TreeMap<>();
    written.stream()
        .filter(change -> change.driver().equals(FlagChange.DRIVER))
        .map(FlagChange::of)
        .flatMap(change -> Stream.ofNullable(change.annotations()))
        .flatMap(annotations -> annotations.nodes().entrySet().stream())
        .forEach(
            node -> uids.put(node.getKey(), Objects.requireNonNullElse(node.getValue().uid(), "")));
    return uids;
  }

  private static List<Drift> gone(List<RouterChange> written) {
    String name =
        written.reversed().stream()
            .filter(change -> change.driver().equals(FlagChange.DRIVER))
            .map(FlagChange::of)
            .map(change -> change.namespace() + "/" + change.daemonSet())
            .findFirst()
            .orElse(RouterDaemonSet.NAME);
    return List.of(
        new Drift(
            "DaemonSet " + name, List.of("- the DaemonSet, with all of its flags"), null, null));
  }
}
