package io.podspan.peeringservice.routers.kuberouter;

import io.podspan.peeringservice.kubernetes.ObjectOwner;
import io.podspan.peeringservice.peering.router.Answer;
import io.podspan.peeringservice.peering.router.Drift;
import io.podspan.peeringservice.peering.router.Planning.Aim;
import io.podspan.peeringservice.peering.router.RouterChange;
import io.podspan.peeringservice.peering.router.Standing;
import java.util.List;
import java.util.Optional;

/**
 * Our peers in the flags of kube-router's DaemonSet. Other flags, other peers, and in which order
 * they stand are no matter of ours.
 *
 * @param set empty if there is none any more
 */
record FlagStanding(Optional<RouterDaemonSet> set) implements Standing {
  @Override
  public List<Drift> drift(Aim aim, List<RouterChange> written) {
    return set.map(present -> of(present, aim)).orElseGet(() -> gone(written));
  }

  private static List<Drift> of(RouterDaemonSet set, Aim aim) {
    FlagReading reading =
        FlagReading.of(set, Optional.empty(), new Answer.Unknown<>("it was not asked for"));
    var metadata = set.object().getMetadata();
    return Drift.of(
        "DaemonSet " + set.shown(),
        reading.plan(aim),
        ObjectOwner.changerOf(metadata, RestartNotes.flagsPath(set)).orElse(null),
        ObjectOwner.of(metadata).map(ObjectOwner::toOwner).orElse(null));
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
