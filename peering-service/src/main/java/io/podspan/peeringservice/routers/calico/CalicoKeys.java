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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

  /** Empty where no calico-node was found: it may be deleted and made again just now. */
  Optional<KeyPlace> found(Access access) {
    return daemonSets.all(access).stream()
        .map(CalicoDaemonSet::find)
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            set ->
                new KeyPlace(
                    set.namespace(),
                    set.account(),
                    RouterSecrets.mayWrite(review, access, set.namespace()),
                    Set.of()));
  }

  /** The same for a look, which asks nothing where no peer names a Secret. */
  KeyPlace seen(Access access, Collection<BgpPeer> peers) {
    return peers.stream().allMatch(peer -> peer.secret().isEmpty())
        ? KeyPlace.UNKNOWN
        : place(access, peers);
  }

  /**
   * The same, and which of the Secrets are gone. Where the place is not known none is.
   *
   * @param peers all there are
   */
  KeyPlace place(Access access, Collection<BgpPeer> peers) {
    List<String> named = peers.stream().filter(BgpPeer::ours).map(BgpPeer::secret).toList();
    return found(access)
        .map(
            place ->
                new KeyPlace(
                    place.namespace(),
                    place.account(),
                    place.mayWrite(),
                    secrets.gone(access, place.namespace(), named)))
        .orElse(KeyPlace.UNKNOWN);
  }

  /** Writes those that the peers that come need; why it cannot be done. */
  Optional<Refused> write(Access access, ObjectChange change, boolean back) {
    if (change.neededKeys().isEmpty()) {
      return Optional.empty();
    }
    return unreadable(access, change).or(() -> secrets.write(access, change.neededKeys(), back));
  }

  /**
   * Where the server says that Calico may not read a Secret, no session would come up. Without a
   * calico-node nobody knows whom to ask about.
   */
  private Optional<Refused> unreadable(Access access, ObjectChange change) {
    return found(access).flatMap(place -> unreadable(access, place, change));
  }

  private Optional<Refused> unreadable(Access access, KeyPlace place, ObjectChange change) {
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
