package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.PeersBy;
import io.podspan.peeringservice.peering.RouterWishes;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Our peers in the flags of kube-router's DaemonSet, or in annotations of its nodes: in the place
 * where any are. Other flags, other peers, and in which order they stand are no matter of ours.
 *
 * @param set empty if there is none any more
 * @param nodes by name, their annotations for routers; none if the flags name peers
 */
record FlagStanding(Optional<RouterDaemonSet> set, Map<String, Map<String, String>> nodes)
    implements Standing {
  @Override
  public List<Drift> drift(Aim aim, List<RouterChange> written) {
    return set.map(present -> of(present, aim, written)).orElseGet(() -> gone(written));
  }

  private List<Drift> of(RouterDaemonSet set, Aim aim, List<RouterChange> written) {
    FlagReading reading =
        FlagReading.of(
            set,
            Optional.empty(),
            new Answer.Unknown<>("it was not asked for"),
            annotatedBy(written),
            null,
            true);
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

  /** A node that joined later has no peers yet, and that is no drift. */
  private Map<String, Map<String, String>> annotatedBy(List<RouterChange> written) {
    Set<String> known =
        written.stream()
            .filter(change -> change.driver().equals(FlagChange.DRIVER))
            .map(FlagChange::of)
            .flatMap(change -> Stream.ofNullable(change.annotations()))
            .flatMap(annotations -> annotations.nodes().keySet().stream())
            .collect(Collectors.toSet());
    return nodes.entrySet().stream()
        .filter(node -> known.contains(node.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
