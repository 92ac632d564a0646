package io.podspan.peeringservice.routers.calico;

import io.podspan.peeringservice.kubernetes.ClusterCalls;
import io.podspan.peeringservice.kubernetes.DaemonSets;
import io.podspan.peeringservice.kubernetes.KeySecret;
import io.podspan.peeringservice.kubernetes.KeySecrets;
import io.podspan.peeringservice.kubernetes.RightsReview;
import io.podspan.peeringservice.kubernetes.RouterSecrets;
import io.podspan.peeringservice.peering.Access;
import io.podspan.peeringservice.peering.router.BgpKeys;
import io.podspan.peeringservice.peering.router.Right;
import io.podspan.peeringservice.peering.router.RouterOutcome.Refused;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Secrets that BGPPeers name, in the namespace of calico-node, which has to read them. */
final class CalicoKeys {
  private final ClusterCalls calls;
  private final DaemonSets daemonSets;
  private final KeySecrets secrets;
  private final RightsReview review;

  CalicoKeys(ClusterCalls calls, BgpKeys keys) {
    this.calls = calls;
    daemonSets = new DaemonSets(calls);
    secrets = new KeySecrets(calls, keys);
    review = new RightsReview(calls);
  }

  KeyPlace place(Access access) {
    return daemonSets.all(access).stream()
        .map(CalicoDaemonSet::find)
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            set ->
                new KeyPlace(
                    set.namespace(),
                    set.account(),
                    RouterSecrets.mayWrite(review, access, set.namespace())))
        .orElse(KeyPlace.USUAL);
  }

  /** Writes those that the peers that come need; why it cannot be done. */
  Optional<Refused> write(Access access, ObjectChange change, boolean back) {
    if (change.neededKeys().isEmpty()) {
      return Optional.empty();
    }
    return unreadable(access, change).or(() -> secrets.write(access, change.neededKeys(), back));
  }

  /** Where the server says that Calico may not read a Secret, no session would come up. */
  private Optional<Refused> unreadable(Access access, ObjectChange change) {
    KeyPlace place = place(access);
    return change.neededKeys().stream()
        .filter(secret -> !mayRead(access, place, secret))
        .findFirst()
        .map(
            secret ->
                new Refused(
                    "Calico may not read the Secret "
                        + secret.namespace()
                        + "/"
                        + secret.name()
                        + " with the key of the sessions, so nothing was written.",
                    "Let its service account read it, then retry: "
                        + place.commands(List.of(secret.name()))));
  }

  /** What the server does not say counts as allowed. */
  private boolean mayRead(Access access, KeyPlace place, KeySecret secret) {
    Right watch = new Right("watch", "", "secrets", secret.namespace(), secret.name());
    return review.allows(access, place.account(), watch).orElse(true);
  }

  /** Takes away those of the peers that went, unless another peer names them. */
  void removeUnused(Access access, ObjectChange change) {
    if (!change.formerKeys().isEmpty()) {
      secrets.removeUnused(
          access,
          change.formerKeys(),
          CalicoApi.of(calls, access).list(CalicoApi.PEER).stream()
              .map(BgpPeer::of)
              .map(BgpPeer::secret)
              .collect(Collectors.toSet()));
    }
  }
}
